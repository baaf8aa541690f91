import type { KubeObject } from '../../plan/objects.ts'
import { type Scene, weigh } from '../diagnosis/finding.ts'
import { progressOf, startFindings } from '../diagnosis/pod-findings.ts'
import { hasSucceeded, mainContainers, viewPod } from '../diagnosis/pod-view.ts'
import type { Judgement } from '../judgement.ts'
import { textField } from '../world.ts'
import { failedWith, seen, waitingFor } from './outcome.ts'
import { podDeleted, podEnd } from './pod-end.ts'
import { servicePodFindings } from './service-pods.ts'

const startupMs = 600_000

/** Judges a pod that stands alone: one that always restarts has to get ready, any other has to end well. */
export function judgePod(object: KubeObject, scene: Scene): Judgement {
  const pod = viewPod(object)
  const memory = seen(scene)
  if (hasSucceeded(pod)) {
    const outputs = mainContainers(pod)[0]?.ended?.message ?? ''
    return { verdict: { state: 'succeeded', exitCode: 0, outputs, pods: [pod.name] }, memory }
  }
  const end = podEnd(pod, scene) ?? (pod.isDeleting ? podDeleted(pod) : undefined)
  if (end !== undefined) return failedWith(end, memory)
  const isService = textField(object, 'spec', 'restartPolicy') !== 'Never'
  const findings = isService ? servicePodFindings([pod], scene, startupMs) : startFindings(pod, scene)
  const weighed = weigh(findings, scene)
  if (weighed.final !== undefined) return failedWith(weighed.final, { ...weighed.memory, ...memory })
  if (weighed.suspected === undefined && pod.isReady) {
    if (isService) return { verdict: { state: 'ready', ready: 1, wanted: 1 }, memory }
    return { verdict: { state: 'running', pod: pod.name, message: `pod ${pod.name} runs` }, memory }
  }
  return waitingFor(progressOf(pod, scene), weighed, {}, memory)
}
