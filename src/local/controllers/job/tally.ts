import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import { hasFinalizer } from '../owned-pods.ts'
import { isActivePod, isDeleting, isFinishedPod, isReadyPod, phaseOf } from '../pod-state.ts'
import { policyVerdict } from './failure-policy.ts'
import { parseIndexes } from './indexes.ts'
import type { JobSpec } from './job-spec.ts'

/** Keeps a pod from disappearing before its Job has counted it. */
export const TRACKING = 'batch.kubernetes.io/job-tracking'

/** Where a pod of an Indexed Job says which index it works on. */
export const INDEX = 'batch.kubernetes.io/job-completion-index'

/** Where a pod says how often its index had failed before. */
export const INDEX_FAILURES = 'batch.kubernetes.io/job-index-failure-count'

/** A Job's pods, sorted by what they mean for it. */
export interface Tally {
  readonly active: readonly KubeObject[]
  readonly ready: number
  readonly terminating: number
  /** Ended well, not counted yet. */
  readonly succeeded: readonly KubeObject[]
  /** Ended badly, to be counted. */
  readonly failed: readonly KubeObject[]
  /** Ended badly, not to be counted by the failure policy. */
  readonly ignored: readonly KubeObject[]
  /** Counted in status, but still holding their finalizer. */
  readonly counted: readonly KubeObject[]
  readonly completedIndexes: ReadonlySet<number>
  readonly failedIndexes: ReadonlySet<number>
  /** What the failure policy says when it ends the whole Job. */
  readonly failJob: string | undefined
}

/** Sorts a Job's pods. */
export function tallyOf(job: KubeObject, spec: JobSpec, pods: readonly KubeObject[]): Tally {
  const known = uncountedUids(job)
  const held = pods.filter((pod) => hasFinalizer(pod, TRACKING))
  const fresh = held.filter((pod) => !known.has(textAt(pod, 'metadata', 'uid')))
  const succeeded = fresh.filter((pod) => phaseOf(pod) === 'Succeeded')
  const lost = fresh.filter((pod) => isLost(job, spec, pod))
  const verdicts = new Map(lost.map((pod) => [pod, spec.hasFailurePolicy ? policyVerdict(job, pod) : undefined]))
  const failJob = [...verdicts.values()].flatMap((verdict) => (verdict?.action === 'fail-job' ? [verdict.message] : []))
  const ignored = lost.filter((pod) => verdicts.get(pod)?.action === 'ignore')
  const failed = lost.filter((pod) => !ignored.includes(pod))
  const spent = failed.filter((pod) => verdicts.get(pod)?.action === 'fail-index' || hasSpentIndex(spec, pod))
  return {
    active: pods.filter(isActivePod),
    ready: pods.filter((pod) => isActivePod(pod) && isReadyPod(pod)).length,
    terminating: pods.filter((pod) => isDeleting(pod) && !isFinishedPod(pod)).length,
    succeeded,
    failed,
    ignored,
    counted: held.filter((pod) => known.has(textAt(pod, 'metadata', 'uid'))),
    completedIndexes: union(parseIndexes(textAt(job, 'status', 'completedIndexes')), succeeded),
    failedIndexes: union(parseIndexes(textAt(job, 'status', 'failedIndexes')), spent),
    failJob: failJob[0],
  }
}

/** The index a pod works on. */
export function indexOf(pod: unknown): number | undefined {
  const text = textAt(pod, 'metadata', 'annotations', INDEX)
  return text === '' ? undefined : Number(text)
}

/** How often the index of a pod has failed, this pod's own end included. */
export function indexFailures(pod: unknown): number {
  return (
    Number(textAt(pod, 'metadata', 'annotations', INDEX_FAILURES)) +
    (phaseOf(pod) === 'Failed' || isDeleting(pod) ? 1 : 0)
  )
}

/** The uids that status holds as ended but not yet counted. */
export function uncountedUids(job: KubeObject): ReadonlySet<unknown> {
  const uncounted = job['status']
  return new Set([
    ...listAt(uncounted, 'uncountedTerminatedPods', 'succeeded'),
    ...listAt(uncounted, 'uncountedTerminatedPods', 'failed'),
  ])
}

// A pod that is being deleted counts as failed at once, unless the Job asked to wait for its real end.
function isLost(job: KubeObject, spec: JobSpec, pod: KubeObject): boolean {
  if (phaseOf(pod) === 'Failed') return true
  if (phaseOf(pod) === 'Succeeded' || !isDeleting(pod)) return false
  return !spec.replacesFailedOnly || isDeleting(job)
}

function hasSpentIndex(spec: JobSpec, pod: KubeObject): boolean {
  return spec.backoffLimitPerIndex !== undefined && indexFailures(pod) > spec.backoffLimitPerIndex
}

function union(indexes: Set<number>, pods: readonly KubeObject[]): ReadonlySet<number> {
  for (const pod of pods) {
    const index = indexOf(pod)
    if (index !== undefined) indexes.add(index)
  }
  return indexes
}
