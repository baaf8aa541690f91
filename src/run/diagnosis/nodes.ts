import { field } from '../../plan/objects.ts'
import type { Failure } from '../events.ts'
import { listField } from '../world.ts'
import type { Cause } from './causes.ts'
import { conditionEvidence, conditionOf, oneLine } from './fields.ts'
import { failureOf, type Scene } from './finding.ts'
import { mainContainers, type PodView } from './pod-view.ts'

const disruptions: Readonly<Record<string, Cause>> = {
  PreemptionByScheduler: 'preempted',
  DeletionByTaintManager: 'taint',
  EvictionByEvictionAPI: 'evicted',
  DeletionByPodGC: 'node-lost',
  TerminationByKubelet: 'evicted',
}
const rejections =
  /^(NodeAffinity|NodePorts|OutOf\w+|UnexpectedAdmissionError|InsufficientResourceError|PodFitsHost|Topology\w*)$/
const shutdowns = /^(NodeShutdown|Shutdown|Terminated)$/

/** What was done to a pod from outside, if anything; ends the pod but is not its program's fault. */
export function disruptionOf(pod: PodView, scene: Scene): Failure | undefined {
  const condition = conditionOf(pod.pod, 'DisruptionTarget')
  if (condition?.status === 'True') {
    const cause =
      isNodeGone(pod, scene) && condition.reason === 'DeletionByTaintManager'
        ? 'node-lost'
        : disruptions[condition.reason]
    return told(
      pod,
      cause ?? 'evicted',
      `${condition.reason}: ${condition.message || pod.message}`,
      conditionEvidence(condition),
    )
  }
  return pod.phase === 'Failed' ? endedByNode(pod) : lostNode(pod, scene)
}

function endedByNode(pod: PodView): Failure | undefined {
  const evidence = [
    { path: 'status.phase', value: pod.phase },
    { path: 'status.reason', value: pod.reason },
    { path: 'status.message', value: pod.message },
  ]
  if (pod.reason === 'Evicted') {
    const own = /local storage usage exceeds|emptyDir .*exceeds|ephemeral storage usage exceeds|exceeds the limit/.test(
      pod.message,
    )
    if (own) return failureOf('ephemeral-storage', oneLine(pod.message), { object: pod.ref, evidence })
    return told(pod, 'evicted', pod.message, evidence)
  }
  if (pod.reason === 'DeadlineExceeded') {
    const seconds = field(pod.pod, 'spec', 'activeDeadlineSeconds')
    return failureOf('deadline', `pod ${pod.name} ran longer than its limit of ${seconds} s`, {
      object: pod.ref,
      evidence,
    })
  }
  if (pod.reason === 'NodeLost') return told(pod, 'node-lost', pod.message, evidence)
  if (pod.reason === 'Preempting') return told(pod, 'preempted', pod.message, evidence)
  if (shutdowns.test(pod.reason)) return told(pod, 'node-shutdown', pod.message, evidence)
  return rejections.test(pod.reason) ? told(pod, 'node-rejected', pod.message, evidence) : undefined
}

/** A pod whose node stopped reporting: not Ready although the kubelet last called its containers ready. */
function lostNode(pod: PodView, scene: Scene): Failure | undefined {
  const ready = conditionOf(pod.pod, 'Ready')
  if (pod.phase !== 'Running' || pod.isDeleting || ready?.status !== 'False') return undefined
  if (listField(pod.pod, 'spec', 'readinessGates').length > 0) return undefined
  const mains = mainContainers(pod)
  if (!mains.every((container) => container.isRunning && container.isReady)) return undefined
  const node = scene.world.named('Node', undefined, pod.node)
  if (node !== undefined && !isNodeGone(pod, scene)) return undefined
  // Without sight of the node one odd status is not enough: the kubelet's own updates name a reason.
  if (node === undefined && /Containers|Completed|Failed/.test(ready.reason)) return undefined
  return told(pod, 'node-lost', `node ${pod.node} no longer reports`, conditionEvidence(ready))
}

/** True when the pod's node is known not to be ready. */
function isNodeGone(pod: PodView, scene: Scene): boolean {
  const node = scene.world.named('Node', undefined, pod.node)
  if (node !== undefined) return conditionOf(node, 'Ready')?.status !== 'True'
  const ready = conditionOf(pod.pod, 'Ready')
  return ready?.status === 'False' && mainContainers(pod).every((container) => container.isRunning && container.isReady)
}

function told(
  pod: PodView,
  cause: Cause,
  why: string,
  evidence: readonly { readonly path: string; readonly value: string }[],
): Failure {
  const where = pod.node === '' ? '' : ` on node ${pod.node}`
  return failureOf(cause, `pod ${pod.name}${where} was ended from outside: ${oneLine(why, 300)}`, {
    object: pod.ref,
    evidence: evidence.filter((item) => item.value !== ''),
  })
}
