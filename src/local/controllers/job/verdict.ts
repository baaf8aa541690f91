import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, numberAt, textAt } from '../../api/json.ts'
import { type Condition, conditionOf, readCondition } from '../conditions.ts'
import { countAt, timeAt } from '../fields.ts'
import { phaseOf, restartsOf } from '../pod-state.ts'
import { parseIndexes } from './indexes.ts'
import type { JobSpec } from './job-spec.ts'
import type { Tally } from './tally.ts'

/** How a Job is going to end: its interim condition, from which the terminal one follows when its pods are gone. */
export interface Ending {
  readonly type: 'FailureTarget' | 'SuccessCriteriaMet'
  readonly reason: string
  readonly message: string
}

/** How many pods have succeeded and failed, those not yet counted included. */
export interface Totals {
  readonly succeeded: number
  readonly failed: number
}

/** Succeeded and failed so far. */
export function totalsOf(job: KubeObject, spec: JobSpec, tally: Tally): Totals {
  const waiting = (kind: string) => listAt(job, 'status', 'uncountedTerminatedPods', kind).length
  const counted = countAt(job, 'status', 'succeeded') + waiting('succeeded') + tally.succeeded.length
  return {
    succeeded: spec.isIndexed ? tally.completedIndexes.size : counted,
    failed: countAt(job, 'status', 'failed') + waiting('failed') + tally.failed.length,
  }
}

/** The ending that is decided already, or now; undefined while the Job has to go on. */
export function endingOf(job: KubeObject, spec: JobSpec, tally: Tally, now: number): Ending | undefined {
  const decided = decidedEnding(job, 'FailureTarget') ?? decidedEnding(job, 'SuccessCriteriaMet')
  if (decided !== undefined) return decided
  const totals = totalsOf(job, spec, tally)
  return failureOf(job, spec, tally, totals, now) ?? successOf(job, spec, tally, totals)
}

function decidedEnding(job: KubeObject, type: Ending['type']): Ending | undefined {
  const condition: Condition | undefined = readCondition(conditionOf(job, type))
  if (condition?.status !== 'True') return undefined
  return { type, reason: condition.reason ?? '', message: condition.message ?? '' }
}

function failureOf(job: KubeObject, spec: JobSpec, tally: Tally, totals: Totals, now: number): Ending | undefined {
  if (tally.failJob !== undefined) return failure('PodFailurePolicy', tally.failJob)
  if (totals.failed > spec.backoffLimit || hasRestartedTooOften(spec, tally))
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit')
  if (isPastDeadline(job, spec, now))
    return failure('DeadlineExceeded', 'Job was active longer than specified deadline')
  const failedIndexes = tally.failedIndexes.size
  if (spec.maxFailedIndexes !== undefined && failedIndexes > spec.maxFailedIndexes)
    return failure('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes')
  const isAllDone = tally.completedIndexes.size + failedIndexes >= (spec.completions ?? 0)
  if (spec.isIndexed && failedIndexes > 0 && isAllDone) return failure('FailedIndexes', 'Job has failed indexes')
  return undefined
}

function failure(reason: string, message: string): Ending {
  return { type: 'FailureTarget', reason, message }
}

// With restartPolicy OnFailure the kubelet retries in place, and its restarts are what the limit counts.
function hasRestartedTooOften(spec: JobSpec, tally: Tally): boolean {
  if (!spec.restartsOnFailure) return false
  const running = tally.active.filter((pod) => phaseOf(pod) === 'Running' || phaseOf(pod) === 'Pending')
  const restarts = running.reduce((sum, pod) => sum + restartsOf(pod), 0)
  return spec.backoffLimit === 0 ? restarts > 0 : restarts >= spec.backoffLimit
}

function isPastDeadline(job: KubeObject, spec: JobSpec, now: number): boolean {
  const start = timeAt(job, 'status', 'startTime')
  if (spec.deadlineSeconds === undefined || spec.isSuspended || start === undefined) return false
  return now >= start + spec.deadlineSeconds * 1000
}

function successOf(job: KubeObject, spec: JobSpec, tally: Tally, totals: Totals): Ending | undefined {
  const rule = matchedSuccessRule(job, spec, tally)
  if (rule !== undefined)
    return { type: 'SuccessCriteriaMet', reason: 'SuccessPolicy', message: `Matched rules at index ${rule}` }
  const isDone =
    spec.completions === undefined
      ? totals.succeeded > 0 && tally.active.length === 0
      : totals.succeeded >= spec.completions
  if (!isDone) return undefined
  const message = 'Reached expected number of succeeded pods'
  return { type: 'SuccessCriteriaMet', reason: 'CompletionsReached', message }
}

function matchedSuccessRule(job: KubeObject, spec: JobSpec, tally: Tally): number | undefined {
  if (!spec.isIndexed) return undefined
  const found = listAt(job, 'spec', 'successPolicy', 'rules').findIndex((rule) => {
    const named = textAt(rule, 'succeededIndexes')
    const indexes = named === '' ? undefined : parseIndexes(named)
    const done = [...tally.completedIndexes].filter((index) => indexes === undefined || indexes.has(index)).length
    return done > 0 && done >= (numberAt(rule, 'succeededCount') ?? indexes?.size ?? Number.POSITIVE_INFINITY)
  })
  return found < 0 ? undefined : found
}
