import type { KubeObject } from '../../plan/objects.ts'
import { createEvents } from '../diagnosis/admission.ts'
import type { Finding, Scene } from '../diagnosis/finding.ts'
import { progressOf } from '../diagnosis/pod-findings.ts'
import { type PodView, viewPod } from '../diagnosis/pod-view.ts'
import type { Judgement } from '../judgement.ts'
import { numberField, textField, uidOf } from '../world.ts'
import { failedWith, seen, waitingFor } from './outcome.ts'
import { readinessOf, servicePodFindings, weighWith } from './service-pods.ts'

const startupMs = 600_000

/** Judges a StatefulSet or DaemonSet; neither has conditions, so counts and pods decide. */
export function judgeSet(set: KubeObject, generation: number, scene: Scene): Judgement {
  const pods = relevantPods(set, scene)
  const findings: Finding[] = [...servicePodFindings(pods, scene, startupMs)]
  const refused = pods.length === 0 ? createEvents(set, scene) : undefined
  if (refused !== undefined) findings.push(refused)
  const readiness = readinessOf(pods, scene, true)
  const weighed = weighWith(findings, readiness, scene)
  const memory = { ...weighed.memory, ...seen(scene) }
  if (weighed.final !== undefined) return failedWith(explained(set, weighed.final), memory)
  const { ready, wanted, isDone } = countsOf(set, generation)
  if (isDone && weighed.suspected === undefined && readiness.stable >= wanted)
    return { verdict: { state: 'ready', ready, wanted }, memory }
  const pod = pods.find((item) => !item.isReady)
  const idle =
    pod === undefined ? { reason: 'rolling-out', message: 'pods are being replaced' } : progressOf(pod, scene)
  return waitingFor(idle, weighed, { ready, wanted }, seen(scene))
}

/** The newest revision's pods; of an ordered StatefulSet also old broken ones, which it waits for instead of replacing. */
function relevantPods(set: KubeObject, scene: Scene): readonly PodView[] {
  const pods = scene.world.ownedBy('Pod', uidOf(set)).map(viewPod)
  const revision = textField(set, 'status', 'updateRevision')
  const isOrdered = set.kind === 'StatefulSet' && textField(set, 'spec', 'podManagementPolicy') !== 'Parallel'
  if (revision === undefined || isOrdered) return pods
  return pods.filter((pod) => (pod.pod.metadata.labels?.['controller-revision-hash'] ?? revision) === revision)
}

function countsOf(set: KubeObject, generation: number) {
  const status = (name: string): number => numberField(set, 'status', name) ?? 0
  const isObserved =
    status('observedGeneration') >= Math.max(generation, numberField(set, 'metadata', 'generation') ?? 0)
  if (set.kind === 'DaemonSet') {
    const wanted = status('desiredNumberScheduled')
    const ready = status('numberReady')
    return { ready, wanted, isDone: isObserved && ready >= wanted && status('updatedNumberScheduled') >= wanted }
  }
  const wanted = numberField(set, 'spec', 'replicas') ?? 1
  const ready = status('readyReplicas')
  const isUpdated = textField(set, 'status', 'updateRevision') === textField(set, 'status', 'currentRevision')
  return { ready, wanted, isDone: isObserved && ready >= wanted && (isUpdated || status('updatedReplicas') >= wanted) }
}

function explained(set: KubeObject, failure: Finding['failure']): Finding['failure'] {
  const name = failure.object?.kind === 'Pod' ? failure.object.name : undefined
  if (set.kind !== 'StatefulSet' || name === undefined) return failure
  return {
    ...failure,
    hint: `${failure.hint ?? ''}; a StatefulSet does not replace a broken pod: delete pod ${name} then`,
  }
}
