import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import { timestamp } from '../../timestamp.ts'
import { type Condition, conditionOf, withCondition } from '../conditions.ts'
import { countAt, present } from '../fields.ts'
import { formatIndexes } from './indexes.ts'
import type { JobSpec } from './job-spec.ts'
import type { Tally } from './tally.ts'
import type { Ending } from './verdict.ts'

/** What one pass over a Job found out, for its status. */
export interface JobFindings {
  readonly tally: Tally
  readonly active: number
  readonly ready: number
  readonly terminating: number
  readonly startTime: string | undefined
  readonly conditions: readonly unknown[]
}

/** The status while ended pods still hold their finalizer. */
export function interimStatus(job: KubeObject, spec: JobSpec, findings: JobFindings): Record<string, unknown> {
  const { tally } = findings
  const succeeded = [
    ...listAt(job, 'status', 'uncountedTerminatedPods', 'succeeded'),
    ...uidsOf(spec.isIndexed ? [] : tally.succeeded),
  ]
  const failed = [...listAt(job, 'status', 'uncountedTerminatedPods', 'failed'), ...uidsOf(tally.failed)]
  return {
    ...baseStatus(spec, findings),
    ...countsOf(spec, tally, countAt(job, 'status', 'succeeded'), countAt(job, 'status', 'failed')),
    uncountedTerminatedPods: { ...(succeeded.length > 0 && { succeeded }), ...(failed.length > 0 && { failed }) },
  }
}

/** The status when all ended pods are counted. */
export function countedStatus(job: KubeObject, spec: JobSpec, findings: JobFindings): Record<string, unknown> {
  const waiting = (kind: string) => listAt(job, 'status', 'uncountedTerminatedPods', kind).length
  const { tally } = findings
  const succeeded = countAt(job, 'status', 'succeeded') + waiting('succeeded') + tally.succeeded.length
  const failed = countAt(job, 'status', 'failed') + waiting('failed') + tally.failed.length
  return {
    ...baseStatus(spec, findings),
    ...countsOf(spec, tally, succeeded, failed),
    uncountedTerminatedPods: {},
  }
}

/** The conditions with that one set, dated as Jobs date them. */
export function withJobCondition(
  conditions: readonly unknown[],
  condition: Condition,
  now: number,
): readonly unknown[] {
  const known = conditions.find((item) => textAt(item, 'type') === condition.type)
  if (textAt(known, 'status') === condition.status) return conditions
  return withCondition(conditions, condition, now, { lastProbeTime: timestamp(now) })
}

/** The conditions after a decision, the terminal one included once no pod is left. */
export function withEnding(
  conditions: readonly unknown[],
  ending: Ending | undefined,
  isOver: boolean,
  now: number,
): readonly unknown[] {
  if (ending === undefined) return conditions
  const { type, reason, message } = ending
  const decided = withJobCondition(conditions, { type, status: 'True', reason, message }, now)
  const terminal = type === 'FailureTarget' ? 'Failed' : 'Complete'
  return isOver ? withJobCondition(decided, { type: terminal, status: 'True', reason, message }, now) : decided
}

/** The condition `Suspended` as the spec wants it, and whether that is news. */
export function withSuspension(
  job: KubeObject,
  isSuspended: boolean,
  now: number,
): { readonly conditions: readonly unknown[]; readonly news: 'Suspended' | 'Resumed' | undefined } {
  const conditions = listAt(job, 'status', 'conditions')
  const was = textAt(conditionOf(job, 'Suspended'), 'status')
  if (isSuspended && was !== 'True') {
    const condition = { type: 'Suspended', status: 'True', reason: 'JobSuspended', message: 'Job suspended' } as const
    return { conditions: withJobCondition(conditions, condition, now), news: 'Suspended' }
  }
  if (!isSuspended && was === 'True') {
    const condition = { type: 'Suspended', status: 'False', reason: 'JobResumed', message: 'Job resumed' } as const
    return { conditions: withJobCondition(conditions, condition, now), news: 'Resumed' }
  }
  return { conditions, news: undefined }
}

function baseStatus(spec: JobSpec, findings: JobFindings): Record<string, unknown> {
  const { tally, conditions } = findings
  return present({
    conditions: conditions.length > 0 ? conditions : undefined,
    startTime: findings.startTime,
    active: findings.active || undefined,
    ready: findings.ready,
    terminating: findings.terminating,
    completedIndexes:
      spec.isIndexed && tally.completedIndexes.size > 0 ? formatIndexes(tally.completedIndexes) : undefined,
    failedIndexes: spec.backoffLimitPerIndex === undefined ? undefined : formatIndexes(tally.failedIndexes),
  })
}

function countsOf(spec: JobSpec, tally: Tally, succeeded: number, failed: number): Record<string, unknown> {
  const good = spec.isIndexed ? tally.completedIndexes.size : succeeded
  return present({ succeeded: good || undefined, failed: failed || undefined })
}

function uidsOf(pods: readonly KubeObject[]): readonly string[] {
  return pods.map((pod) => textAt(pod, 'metadata', 'uid'))
}
