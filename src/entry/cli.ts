import { didYouMean } from '../model/nearest.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import { problemLines } from '../report/problem-text.ts'
import { parseArguments } from './arguments.ts'
import type { Command, CommandEntry, Io } from './command.ts'
import { commandTable } from './command-table.ts'
import { exitCodeForProblem, exitCodes } from './exit-codes.ts'
import { commandHelp, overview } from './help.ts'
import { modernWords } from './old-spellings.ts'
import { processIo } from './process-io.ts'

/** The terminal's door: finds the command, checks its words, runs it and gives the exit code. */
export async function runCli(
  argv: readonly string[],
  io: Io = processIo(),
  table: readonly CommandEntry[] = commandTable,
): Promise<number> {
  const older = modernWords(argv)
  if (older !== undefined) {
    io.stderr(`note: ${older.note}\n`)
    return runCli(older.words, io, table)
  }
  const words = argv.filter((word, index) => !(index === 0 && word === 'help'))
  const wantsHelp = argv[0] === 'help' || beforeSeparator(words).some((word) => word === '--help' || word === '-h')
  const found = findCommand(
    table,
    words.filter((word) => word !== '--help' && word !== '-h'),
  )
  if (found === undefined) return withoutCommand(words, wantsHelp, io, table)
  if (found.oldName !== undefined) io.stderr(`note: "${found.oldName}" is now "bodywork ${found.entry.name}"\n`)
  const command = await found.entry.load()
  if (wantsHelp) {
    io.stdout(commandHelp(command))
    return exitCodes.done
  }
  return runCommand(command, found.rest, io)
}

async function runCommand(command: Command, words: readonly string[], io: Io): Promise<number> {
  const input = parseArguments(command, words)
  if (!input.ok) {
    await tell(input.problems, io)
    return exitCodes.wrongInput
  }
  try {
    return await command.run(input.value, io)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    await tell(error.problems, io)
    return exitCodeForProblem(error.kind)
  }
}

function tell(problems: readonly Problem[], io: Io): Promise<void> {
  io.stderr(problemLines(problems, { color: false }))
  return Promise.resolve()
}

function beforeSeparator(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--')
  return end < 0 ? words : words.slice(0, end)
}

/** A command by its name, and the words behind it. */
export interface Found {
  readonly entry: CommandEntry
  readonly rest: readonly string[]
  readonly oldName?: string
}

/** The longest command name the words start with: `create secret` before `create`. */
export function findCommand(table: readonly CommandEntry[], words: readonly string[]): Found | undefined {
  for (let length = Math.min(3, words.length); length > 0; length--) {
    const name = words.slice(0, length).join(' ')
    const rest = words.slice(length)
    const entry = table.find((candidate) => candidate.name === name || candidate.synonyms?.includes(name) === true)
    if (entry !== undefined) return { entry, rest }
    const renamed = table.find((candidate) => candidate.aliases?.includes(name) === true)
    if (renamed !== undefined)
      return name.startsWith('-') ? { entry: renamed, rest } : { entry: renamed, rest, oldName: name }
  }
  return undefined
}

function withoutCommand(words: readonly string[], wantsHelp: boolean, io: Io, table: readonly CommandEntry[]): number {
  const asked = words.filter((word) => !word.startsWith('-'))
  if (asked.length === 0 || (wantsHelp && asked.length === 0)) {
    io.stdout(overview(table))
    return exitCodes.done
  }
  const names = table.filter((entry) => entry.isHidden !== true).map((entry) => entry.name)
  const group = names.filter((name) => name.startsWith(`${asked[0]} `))
  const hint = didYouMean(asked.slice(0, 2).join(' '), names) ?? didYouMean(asked[0] ?? '', names)
  const choices = group.length > 0 ? `One of: ${group.join(', ')}.` : 'Run "bodywork help" for the list of commands.'
  io.stderr(
    problemLines(
      [
        {
          severity: 'error',
          code: 'input/command',
          message: `there is no command "${asked.join(' ')}"`,
          hint: hint ?? choices,
        },
      ],
      { color: false },
    ),
  )
  return exitCodes.wrongInput
}
