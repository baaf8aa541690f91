import type { Place } from '../../model/problem.ts'
import type { Failure } from '../events.ts'
import { type Cause, causes } from './causes.ts'
import { oneLine } from './fields.ts'

interface Clue {
  readonly pattern: RegExp
  readonly cause: Cause
  readonly say: (match: RegExpExecArray) => string
  readonly hint?: (match: RegExpExecArray) => string
  /** Where to mend it, when the log says so. */
  readonly place?: (match: RegExpExecArray) => Place
}

const clues: readonly Clue[] = [
  {
    pattern: /exec format error/i,
    cause: 'exec-format',
    say: () => 'the program is not built for the CPU of the node, or is a script without a usable first line',
  },
  {
    pattern: /ModuleNotFoundError: No module named '([^']+)'/,
    cause: 'python-module',
    say: (match) => `the Python module "${match[1]}" is not installed`,
    hint: (match) => `add the package that provides "${match[1]}" to the requirements of the stage`,
  },
  {
    pattern: /^bodywork: (\S+\.ipynb):(\d+): cell (\d+|of parameters) failed: (.*)$/,
    cause: 'notebook-error',
    say: (match) => `cell ${match[3]} of ${match[1]} failed: ${oneLine(match[4] ?? '', 300)}`,
    place: (match) => ({ file: match[1] ?? '', line: Number(match[2]), column: 1 }),
  },
  {
    pattern: /^bodywork: (\S+):(\d+): (.+) was not installed: (.*)$/,
    cause: 'python-module',
    say: (match) => `"${oneLine(match[3] ?? '', 100)}" of ${match[1]} was not installed: ${match[4]}`,
    hint: (match) => `change line ${match[2]} of ${match[1]}`,
    place: (match) => ({ file: match[1] ?? '', line: Number(match[2]), column: 1 }),
  },
  {
    pattern: /(?:CellExecutionError|papermill\.exceptions\.PapermillExecutionError|nbclient\.exceptions)/,
    cause: 'notebook-error',
    say: () => 'a cell of the notebook failed',
  },
  {
    pattern: /(?:^|: )([^:\s]+): (?:command )?not found$/,
    cause: 'command-not-found',
    say: (match) => `the shell did not find the command "${match[1]}"`,
  },
]

const general: ReadonlySet<string> = new Set(['crash', 'init-failed', 'command-not-found', 'probe-liveness'])

/** The same failure with its last lines, and with the cause that only the log tells. */
export function refineWithLog(failure: Failure, lines: readonly string[]): Failure {
  const withLines = { ...failure, lastLines: lines }
  if (!general.has(failure.cause)) return withLines
  for (const line of lines.toReversed()) {
    for (const clue of clues) {
      const match = clue.pattern.exec(line)
      // A missing command is only the end of it when the exit code says so.
      if (match === null || (clue.cause === 'command-not-found' && failure.exitCode !== 127)) continue
      return {
        ...withLines,
        cause: failure.cause === 'init-failed' ? 'init-failed' : clue.cause,
        message: `${clue.say(match)} (${failure.message})`,
        hint: clue.hint?.(match) ?? causes[clue.cause].cure,
        ...(clue.place === undefined ? {} : { place: clue.place(match) }),
        evidence: [...failure.evidence, { path: 'log', value: oneLine(line, 300) }],
      }
    }
  }
  return withPythonError(withLines, lines)
}

/** A traceback's last line says more than an exit code. */
function withPythonError(failure: Failure, lines: readonly string[]): Failure {
  const start = lines.findLastIndex((line) => line.startsWith('Traceback (most recent call last)'))
  const error = start < 0 ? undefined : lines.slice(start + 1).find((line) => /^[A-Za-z_][\w.]*(: |$)/.test(line))
  if (error === undefined) return failure
  const said = oneLine(error, 300)
  return {
    ...failure,
    message: failure.message.includes(said) ? failure.message : `${failure.message}: ${said}`,
    evidence: [...failure.evidence, { path: 'log', value: said }],
  }
}
