import type { Problem } from '../model/problem.ts'
import { problemLink } from '../report/problem-link.ts'
import type { Runner } from './runner.ts'

/** Problems as annotations, each on its line when it has one. */
export function tell(runner: Runner, problems: readonly Problem[]): void {
  for (const { severity, message, hint, place, code } of problems) {
    const level = severity === 'note' ? 'notice' : severity
    const text = [message, hint, severity === 'error' ? problemLink(code) : undefined]
    runner.annotate(level, text.filter((part) => part !== undefined).join('\n'), place, code)
  }
}
