import { field } from '../../plan/objects.ts'
import { endedFailure } from '../diagnosis/exit-codes.ts'
import { timeAt } from '../diagnosis/fields.ts'
import { failureOf, type Scene } from '../diagnosis/finding.ts'
import { disruptionOf } from '../diagnosis/nodes.ts'
import { type ContainerView, hasSucceeded, type PodView } from '../diagnosis/pod-view.ts'
import type { Failure } from '../events.ts'
import { numberField, textField } from '../world.ts'

/** Why a pod that runs to an end has failed, as soon as any part of it tells. */
export function podEnd(pod: PodView, scene: Scene): Failure | undefined {
  if (hasSucceeded(pod)) return undefined
  const disrupted = disruptionOf(pod, scene)
  if (disrupted) return disrupted
  const ended = pod.containers.map((container) => containerEnd(pod, container)).find((failure) => failure !== undefined)
  if (ended !== undefined || pod.isDeleting || pod.phase !== 'Failed') return ended
  return failureOf('job-failed', `pod ${pod.name} failed: ${pod.reason} ${pod.message}`, {
    object: pod.ref,
    evidence: [
      { path: 'status.phase', value: pod.phase },
      { path: 'status.reason', value: pod.reason },
    ],
  })
}

function containerEnd(pod: PodView, container: ContainerView): Failure | undefined {
  if (container.role === 'sidecar') return undefined
  const ended = container.ended
  if (ended === undefined || ended.exitCode === 0) return undefined
  if (pod.isDeleting && !(Date.parse(ended.finishedAt ?? '') < (deletedAt(pod) ?? 0))) return undefined
  const isFinal = textField(pod.pod, 'spec', 'restartPolicy') === 'Never' || pod.phase === 'Failed'
  return isFinal ? endedFailure(pod, container, ended, 'state') : undefined
}

/** When somebody asked for the pod's deletion, by the server's clock. */
export function deletedAt(pod: PodView): number | undefined {
  const at = timeAt(pod.pod, 'metadata', 'deletionTimestamp')
  const grace = numberField(pod.pod, 'metadata', 'deletionGracePeriodSeconds') ?? 0
  return at === undefined ? undefined : at - grace * 1000
}

/** A pod that somebody deleted while it was needed. */
export function podDeleted(pod: PodView): Failure {
  return failureOf('deleted', `pod ${pod.name} was deleted while it was needed`, {
    object: pod.ref,
    evidence: [{ path: 'metadata.deletionTimestamp', value: field(pod.pod, 'metadata', 'deletionTimestamp') }],
    isInfrastructure: true,
  })
}
