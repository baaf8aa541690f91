import { hasErrors, type Problem } from '../model/problem.ts'
import { issuesUrl } from '../model/version.ts'

const page = `${issuesUrl.replace(/\/issues$/, '')}/blob/main/docs/reference/problems.md`

/** Where a problem code is explained: what it means, an example and the cure. */
export function problemLink(code: string): string {
  return `${page}#${code.replaceAll('/', '')}`
}

/** One line that leads from errors to their explanation; nothing when there are none. */
export function explainedAt(problems: readonly Problem[]): string {
  if (!hasErrors(problems)) return ''
  const codes = new Set(problems.filter(({ severity }) => severity === 'error').map(({ code }) => code))
  const [only] = codes
  return `explained at ${codes.size === 1 && only !== undefined ? problemLink(only) : page}\n`
}
