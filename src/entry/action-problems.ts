import type { Problem } from '../model/problem.ts'
import type { Runner } from './runner.ts'

/** Problems as annotations, each on its line when it has one. */
export function tell(runner: Runner, problems: readonly Problem[]): void {
  for (const { severity, message, hint, place, code } of problems) {
    const level = severity === 'note' ? 'notice' : severity
    runner.annotate(level, hint === undefined ? message : `${message}\n${hint}`, place, code)
  }
}
