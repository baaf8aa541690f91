import type { RetryReason } from '../model/pipeline.ts'
import type { Failure } from './events.ts'

/** How often and when a batch stage is tried again. */
export interface RetryPolicy {
  readonly retries: number
  readonly backoffMs: number
  readonly retryOn: readonly RetryReason[]
  /** Attempts lost to the infrastructure that do not count against `retries`. */
  readonly infrastructureRetries: number
}

/** Attempts used so far, by who was to blame. */
export interface Spent {
  readonly own: number
  readonly infrastructure: number
}

/** Whether and after how long to try again. */
export type RetryDecision =
  | { readonly again: false }
  | { readonly again: true; readonly delayMs: number; readonly spent: Spent }

const longestBackoffMs = 10 * 60_000
const timeoutCauses = new Set(['timeout', 'deadline', 'deadline-exceeded', 'attempt-timeout'])

/** What kind of failure this is for `retry_on`; undefined when trying again cannot help. */
export function retryReason(failure: Failure): RetryReason | undefined {
  if (failure.isInfrastructure) return 'infrastructure'
  if (failure.cause === 'oom') return 'oom'
  if (timeoutCauses.has(failure.cause)) return 'timeout'
  return failure.exitCode === undefined ? undefined : 'failure'
}

/** Infrastructure failures have a budget of their own; everything else doubles its pause from retry to retry. */
export function retryDecision(policy: RetryPolicy, spent: Spent, failure: Failure): RetryDecision {
  const reason = retryReason(failure)
  if (reason === undefined) return { again: false }
  if (reason === 'infrastructure' && spent.infrastructure < policy.infrastructureRetries)
    return { again: true, delayMs: 0, spent: { ...spent, infrastructure: spent.infrastructure + 1 } }
  if (!policy.retryOn.includes(reason) || spent.own >= policy.retries) return { again: false }
  const delayMs = Math.min(policy.backoffMs * 2 ** spent.own, longestBackoffMs)
  return { again: true, delayMs, spent: { ...spent, own: spent.own + 1 } }
}
