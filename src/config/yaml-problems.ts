import type { Place, Problem } from '../model/problem.ts'
import { isOldOctal, isSexagesimal } from './yaml-scalar.ts'

/** A plain word that is read as another number than it seems to be. */
export function numberSurprises(source: string, value: unknown, place: Place): readonly Problem[] {
  if (isSexagesimal(source))
    return [surprise('config/sexagesimal', `${source} is read as ${String(value)} (base 60)`, place)]
  if (isOldOctal(source)) return [surprise('config/octal', `${source} is read as ${String(value)} (octal)`, place)]
  return []
}

function surprise(code: string, message: string, place: Place): Problem {
  return { severity: 'warning', code, message, hint: 'Quote it when you mean the text.', place }
}

/** An error in a YAML text. */
export function problem(code: string, message: string, place: Place, hint?: string): Problem {
  return { severity: 'error', code, message, ...(hint === undefined ? {} : { hint }), place }
}

/** A file without content. */
export function emptyProblem(file: string): Problem {
  const hint = 'Run "bodywork init" to write a first one.'
  return problem('config/empty', `${file} holds no configuration`, { file, line: 1, column: 1 }, hint)
}

/** Aliases that grow without measure. */
export function bombProblem(place: Place, most: number): Problem {
  return problem('config/alias-bomb', `aliases expand to more than ${most} values`, place)
}

/** The parser's own messages are kept where they are plain; tabs and several documents get a hint. */
export function syntaxProblem(code: string, message: string, place: Place): Problem {
  if (code === 'MULTIPLE_DOCS')
    return problem('config/several-documents', 'a second document starts here', place, 'Keep one document in a file.')
  if (code === 'TAB_AS_INDENT') return problem('config/tab', 'a tab cannot indent YAML', place, 'Use spaces.')
  const plain = message.replace(/\s+at line \d+, column \d+:?[\s\S]*$/, '').split('\n')[0] ?? ''
  return problem('config/syntax', plain.slice(0, 200), place)
}
