import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { migrate } from '../../config/migrate.ts'
import { hasErrors, type Problem } from '../../model/problem.ts'
import { wantsColor } from '../../report/color.ts'
import { problemLines } from '../../report/problem-text.ts'
import type { Command, Io } from '../command.ts'
import { configFile, fileLooker, fileReader } from '../config-files.ts'
import { exitCodes } from '../exit-codes.ts'
import { lineDiff } from '../line-diff.ts'

/** `bodywork migrate`: rewrites an older configuration as 2.0. */
export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'rewrite an older configuration as version 2.0',
  description:
    'Keeps comments and order. Prints the result; --write puts it in place (bodywork.yaml beside an INI file, which stays).',
  positionals: [{ name: 'FILE', summary: 'the configuration', isRequired: false }],
  options: [
    {
      name: 'file',
      aliases: ['-f'],
      kind: 'text',
      value: 'FILE',
      summary: 'the configuration',
      default: 'bodywork.yaml, else bodywork.ini',
    },
    { name: 'write', kind: 'flag', summary: 'write the file instead of printing it' },
    { name: 'diff', kind: 'flag', summary: 'print only what changes' },
  ],
  examples: ['bodywork migrate --diff', 'bodywork migrate --file bodywork.ini --write'],
  run: async (input, io) => {
    const file = await configFile(input.text('file') ?? input.positionals[0], io.cwd)
    const result = await migrate(file, fileReader(io.cwd))
    if (!result.ok) {
      tell(result.problems, io)
      return exitCodes.wrongInput
    }
    const { file: target, before, text } = result.value
    tell(result.problems, io)
    if (input.flag('diff') === true) io.stdout(lineDiff(before, text, target))
    if (input.flag('write') === true) {
      if (target !== file && (await fileLooker(io.cwd)(target)) !== 'missing') {
        tell([alreadyThere(target)], io)
        return exitCodes.wrongInput
      }
      await writeFile(resolve(io.cwd, target), text)
      io.stderr(`wrote ${target}\n`)
    } else if (input.flag('diff') !== true) io.stdout(text)
    return hasErrors(result.problems) ? exitCodes.wrongInput : exitCodes.done
  },
}

function tell(problems: readonly Problem[], io: Io): void {
  io.stderr(problemLines(problems, { color: wantsColor(io.env, io.isTerminal) }))
}

function alreadyThere(target: string): Problem {
  return {
    severity: 'error',
    code: 'input/file-exists',
    message: `${target} is already there`,
    hint: 'Move it away first.',
  }
}
