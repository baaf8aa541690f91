import type { KubeObject } from '../../plan/objects.ts'
import { listAt, numberAt, textAt } from '../api/json.ts'
import { conditionOf, hasCondition } from './conditions.ts'
import { countAt, timeAt } from './fields.ts'

/** The phase a pod is in; one without status is Pending. */
export function phaseOf(pod: unknown): string {
  return textAt(pod, 'status', 'phase') || 'Pending'
}

/** True once nothing of the pod will run again. */
export function isFinishedPod(pod: unknown): boolean {
  return phaseOf(pod) === 'Succeeded' || phaseOf(pod) === 'Failed'
}

/** True from the moment somebody asked for the object's deletion. */
export function isDeleting(object: unknown): boolean {
  return textAt(object, 'metadata', 'deletionTimestamp') !== ''
}

/** True for a pod that counts towards a wanted number of replicas. */
export function isActivePod(pod: unknown): boolean {
  return !isFinishedPod(pod) && !isDeleting(pod)
}

/** True when the pod takes traffic. */
export function isReadyPod(pod: unknown): boolean {
  return hasCondition(pod, 'Ready')
}

/** Milliseconds until the pod has been ready long enough to count as available; 0 when it has, undefined when it is not ready. */
export function availableInMs(pod: unknown, minReadySeconds: number, now: number): number | undefined {
  if (!isReadyPod(pod)) return undefined
  const since = timeAt(conditionOf(pod, 'Ready'), 'lastTransitionTime') ?? now
  return Math.max(0, since + minReadySeconds * 1000 - now)
}

/** When the last container of a finished pod ended. */
export function finishedAt(pod: KubeObject, now: number): number {
  const ends = containerStatuses(pod).flatMap((status) => timeAt(status, 'state', 'terminated', 'finishedAt') ?? [])
  if (ends.length > 0) return Math.max(...ends)
  return timeAt(pod, 'metadata', 'deletionTimestamp') ?? timeAt(conditionOf(pod, 'Ready'), 'lastTransitionTime') ?? now
}

/** The statuses of all ordinary and init containers. */
export function containerStatuses(pod: unknown): readonly unknown[] {
  return [...listAt(pod, 'status', 'containerStatuses'), ...listAt(pod, 'status', 'initContainerStatuses')]
}

/** How often containers of the pod were started again. */
export function restartsOf(pod: unknown): number {
  return containerStatuses(pod).reduce((sum: number, status) => sum + countAt(status, 'restartCount'), 0)
}

/** Seconds a pod has to end after it was told to. */
export function graceSeconds(pod: unknown): number {
  return (
    numberAt(pod, 'metadata', 'deletionGracePeriodSeconds') ??
    numberAt(pod, 'spec', 'terminationGracePeriodSeconds') ??
    30
  )
}

/** Which pods to do away with first: those least useful, as a ReplicaSet chooses. */
export function byUselessness(a: KubeObject, b: KubeObject): number {
  return (
    rank(b) - rank(a) ||
    restartsOf(b) - restartsOf(a) ||
    (timeAt(b, 'metadata', 'creationTimestamp') ?? 0) - (timeAt(a, 'metadata', 'creationTimestamp') ?? 0)
  )
}

function rank(pod: KubeObject): number {
  const isUnassigned = textAt(pod, 'spec', 'nodeName') === '' ? 8 : 0
  const phase = phaseOf(pod) === 'Pending' ? 4 : 0
  return isUnassigned + phase + (isReadyPod(pod) ? 0 : 2)
}
