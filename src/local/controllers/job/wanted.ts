import type { KubeObject } from '../../../plan/objects.ts'
import { finishedAt, isDeleting, isFinishedPod } from '../pod-state.ts'
import { remainingMs } from './backoff.ts'
import type { JobSpec } from './job-spec.ts'
import type { PodOrder } from './pods.ts'
import { indexFailures, indexOf, type Tally } from './tally.ts'
import type { Totals } from './verdict.ts'

/** Which pods a Job needs now. */
export interface Wanted {
  readonly create: readonly PodOrder[]
  /** Active pods beyond what is wanted. */
  readonly surplus: number
  /** Where failures are counted by index: until when the next index has to wait. */
  readonly waitMs: number
}

/** What the number of pods is decided by. */
export interface JobFacts {
  readonly pods: readonly KubeObject[]
  readonly tally: Tally
  readonly spec: JobSpec
}

/** The pods to make, or how many there are too many. */
export function wantedPods(totals: Totals, facts: JobFacts, now: number): Wanted {
  const { tally, spec } = facts
  const active = tally.active.length
  const wanted = wantedActive(totals, facts)
  const replacing = spec.replacesFailedOnly ? tally.terminating : 0
  const missing = Math.max(0, wanted - active - replacing)
  if (!spec.isIndexed)
    return { create: Array.from({ length: missing }, () => ({})), surplus: active - wanted, waitMs: 0 }
  return { ...indexOrders(missing, facts, now), surplus: active - wanted }
}

function wantedActive(totals: Totals, { tally, spec }: JobFacts): number {
  if (spec.completions === undefined) return totals.succeeded > 0 ? tally.active.length : spec.parallelism
  const done = totals.succeeded + (spec.isIndexed ? tally.failedIndexes.size : 0)
  return Math.max(0, Math.min(spec.completions - done, spec.parallelism))
}

function indexOrders(missing: number, facts: JobFacts, now: number): Omit<Wanted, 'surplus'> {
  const { tally, spec, pods } = facts
  const busy = new Set(pods.filter((pod) => isBusy(spec, pod)).map(indexOf))
  const create: PodOrder[] = []
  let waitMs = 0
  for (let index = 0; index < (spec.completions ?? 0) && create.length < missing; index++) {
    if (busy.has(index) || tally.completedIndexes.has(index) || tally.failedIndexes.has(index)) continue
    const row = failuresOf(index, facts, now)
    const left = spec.backoffLimitPerIndex === undefined ? 0 : remainingMs(row, now)
    if (left > 0) waitMs = waitMs === 0 ? left : Math.min(waitMs, left)
    else create.push(spec.backoffLimitPerIndex === undefined ? { index } : { index, indexFailures: row.count })
  }
  return { create, waitMs }
}

function isBusy(spec: JobSpec, pod: KubeObject): boolean {
  return !isFinishedPod(pod) && (!isDeleting(pod) || spec.replacesFailedOnly)
}

function failuresOf(index: number, { pods, tally }: JobFacts, now: number): { count: number; lastMs: number } {
  const own = pods.filter((pod) => indexOf(pod) === index && !tally.ignored.includes(pod))
  const ended = own.filter((pod) => isFinishedPod(pod) || isDeleting(pod))
  return {
    count: Math.max(0, ...ended.map(indexFailures)),
    lastMs: Math.max(0, ...ended.map((pod) => finishedAt(pod, now))),
  }
}
