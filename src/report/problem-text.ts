import type { Problem, Severity } from '../model/problem.ts'
import { paint } from './color.ts'
import { explainedAt } from './problem-link.ts'

/** How problems are shown: with colour, and with the text of the files they point into. */
export interface ProblemTextOptions {
  readonly color: boolean
  /** Text of a file by the name that places use, for the line with the caret. */
  readonly sources?: Readonly<Record<string, string>>
}

const colors = { error: 'red', warning: 'yellow', note: 'cyan' } as const satisfies Record<Severity, string>

/** Problems as a compiler prints them: what, where, the line with a caret, and what to do. */
export function problemLines(problems: readonly Problem[], options: ProblemTextOptions): string {
  return problems.map((problem) => one(problem, options)).join('') + explainedAt(problems)
}

function one(problem: Problem, options: ProblemTextOptions): string {
  const style = (text: string, ...names: Parameters<typeof paint>[1][]) =>
    options.color ? names.reduce((painted, name) => paint(painted, name), text) : text
  const place = problem.place
  const where = place === undefined ? '' : `${place.file}:${place.line}:${place.column}: `
  const head = `${style(where, 'bold')}${style(problem.severity, colors[problem.severity], 'bold')}: ${problem.message} [${problem.code}]\n`
  const hint = problem.hint === undefined ? '' : `  ${style('hint', 'cyan')}: ${problem.hint}\n`
  return head + excerpt(problem, options) + hint
}

function excerpt(problem: Problem, options: ProblemTextOptions): string {
  const place = problem.place
  const line = place === undefined ? undefined : options.sources?.[place.file]?.split(/\r\n|\n|\r/)[place.line - 1]
  if (place === undefined || line === undefined || problem.code.startsWith('config/credential')) return ''
  const start = Math.max(0, place.column - 60)
  const shown = line
    .slice(start, start + 120)
    .replaceAll('\t', ' ')
    .replace(/[\u0000-\u001f\u007f]/g, '?')
  const gutter = String(place.line)
  const caret = ' '.repeat(Math.max(0, place.column - 1 - start))
  return `  ${gutter} | ${shown}\n  ${' '.repeat(gutter.length)} | ${caret}^\n`
}
