import type { KubeObject } from '../../../plan/objects.ts'
import { finishedAt } from '../pod-state.ts'

/** How often a Job (or an index of it) failed in a row, and when last. */
export interface FailureRow {
  readonly count: number
  readonly lastMs: number
}

const FIRST_MS = 10_000
const LONGEST_MS = 600_000

/** The row after those pods ended; a success ends it. */
export function extendedRow(
  row: FailureRow | undefined,
  ended: { readonly succeeded: readonly KubeObject[]; readonly failed: readonly KubeObject[] },
  now: number,
): FailureRow | undefined {
  const lastSuccess = Math.max(-1, ...ended.succeeded.map((pod) => finishedAt(pod, now)))
  const failures = ended.failed.map((pod) => finishedAt(pod, now)).filter((time) => time > lastSuccess)
  const base = lastSuccess >= 0 ? undefined : row
  if (failures.length === 0) return base
  return { count: (base?.count ?? 0) + failures.length, lastMs: Math.max(base?.lastMs ?? 0, ...failures) }
}

/** How long the next pod still has to wait: 10 s after the first failure, then twice as long, at most 10 minutes. */
export function remainingMs(row: FailureRow | undefined, now: number): number {
  if (row === undefined || row.count === 0) return 0
  return Math.max(0, row.lastMs + Math.min(FIRST_MS * 2 ** (row.count - 1), LONGEST_MS) - now)
}
