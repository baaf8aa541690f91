import type { Problem } from '../model/problem.ts'
import { requirementFault } from './requirement.ts'

/** Lines of a requirements file that pip could not read, each with its place. */
export function requirementsFileProblems(file: string, text: string): readonly Problem[] {
  const problems: Problem[] = []
  let isContinued = false
  for (const [index, written] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const line = written.replace(/(^|\s)#.*$/, '').trimEnd()
    const fault = line.trim() === '' || isContinued ? undefined : requirementFault(line.replace(/\\$/, ''))
    isContinued = line.endsWith('\\')
    if (fault === undefined) continue
    problems.push({
      severity: 'error',
      code: 'plan/bad-requirement',
      message: `the requirement "${line.trim()}" cannot be read: ${fault.why}`,
      hint: 'Write it as pip does, such as pandas==2.2.3 or scikit-learn>=1.4,<2.',
      place: { file, line: index + 1, column: fault.column },
    })
  }
  return problems
}
