import { never, type ProblemKind } from '../model/problem.ts'
import type { RollbackOutcome, RunOutcome } from '../run/events.ts'

/** What every exit code means; documented in docs/reference/exit-codes.md. */
export const exitCodes = {
  done: 0,
  stageFailed: 1,
  notFound: 1,
  wrongInput: 2,
  clusterRefused: 3,
  notRestored: 4,
  locked: 5,
  bug: 70,
  cancelled: 130,
} as const

/** The exit code for problems that stopped a command. */
export function exitCodeForProblem(kind: ProblemKind): number {
  switch (kind) {
    case 'user':
      return exitCodes.wrongInput
    case 'cluster':
      return exitCodes.clusterRefused
    case 'lock':
      return exitCodes.locked
    case 'missing':
      return exitCodes.notFound
    default:
      return never(kind)
  }
}

/** The exit code of a finished run. */
export function exitCodeForRun(outcome: RunOutcome, rollback: RollbackOutcome): number {
  switch (outcome) {
    case 'succeeded':
      return exitCodes.done
    case 'failed':
      return rollback === 'restore-failed' ? exitCodes.notRestored : exitCodes.stageFailed
    case 'refused':
      return exitCodes.clusterRefused
    case 'cancelled':
      return exitCodes.cancelled
    default:
      return never(outcome)
  }
}
