import { field, type KubeObject } from '../../plan/objects.ts'
import { createEvents } from '../diagnosis/admission.ts'
import { conditionOf } from '../diagnosis/fields.ts'
import { type Finding, failureOf, type Scene, weigh } from '../diagnosis/finding.ts'
import { namespaceFailure } from '../diagnosis/namespace.ts'
import { progressOf, startFindings } from '../diagnosis/pod-findings.ts'
import { hasSucceeded, mainContainers, type PodView, viewPod } from '../diagnosis/pod-view.ts'
import type { Judgement, Memory, Subject, Verdict } from '../judgement.ts'
import { numberField, textField } from '../world.ts'
import { conditionFailure, indexOf, podFailures } from './job-failures.ts'
import { failedWith, seen, seenKey, waitingFor } from './outcome.ts'

const succeededKey = 'succeeded'

/** Judges one attempt of a batch stage: its Job and the Job's pods. */
export function judgeJob(subject: Pick<Subject, 'ref' | 'uid'>, scene: Scene): Judgement {
  const job = scene.world.byUid('Job', subject.uid)
  const pods = podsOf(subject.uid, scene)
  if (scene.memory[succeededKey] !== undefined) return succeeded(pods, scene)
  if (job === undefined) return withoutJob(subject, pods, scene)
  if (conditionOf(job, 'Complete')?.status === 'True') return succeeded(pods, scene)
  if (conditionOf(job, 'SuccessCriteriaMet')?.status === 'True') return succeeded(pods, scene)
  const lost = conditionFailure(job, pods, scene)
  if (lost !== undefined) return failedWith(lost, seen(scene))
  if (hasEnoughSuccesses(job, pods)) return succeeded(pods, scene)
  const gone = namespaceFailure(subject.ref.namespace, scene)
  if (gone !== undefined) return failedWith(gone, seen(scene))
  if (field(job, 'metadata', 'deletionTimestamp') !== undefined) return deleted(subject, scene)
  return open(job, pods, scene)
}

function open(job: KubeObject, pods: readonly PodView[], scene: Scene): Judgement {
  const starting = pods.filter((pod) => !waitsItsTurn(job, pod, pods))
  const findings: Finding[] = [
    ...podFailures(job, pods, scene),
    ...starting.flatMap((pod) => startFindings(pod, scene)),
  ]
  const refused = pods.length === 0 && !isSuspended(job) ? createEvents(job, scene) : undefined
  if (refused !== undefined) findings.push(refused)
  const weighed = weigh(findings, scene)
  if (weighed.final !== undefined) return failedWith(weighed.final, { ...weighed.memory, ...seen(scene) })
  const running = weighed.suspected === undefined ? runningVerdict(pods) : undefined
  if (running !== undefined) return { verdict: running, memory: { ...weighed.memory, ...seen(scene) } }
  return waitingFor(idleOf(job, pods, scene), weighed, {}, seen(scene))
}

/** A pod of many that has no node yet while others of its Job run: their end makes room for it. */
function waitsItsTurn(job: KubeObject, pod: PodView, pods: readonly PodView[]): boolean {
  if (pod.node !== '' || textField(job, 'spec', 'completionMode') !== 'Indexed') return false
  return pods.some((other) => other.node !== '' && !['Succeeded', 'Failed'].includes(other.phase))
}

function podsOf(uid: string, scene: Scene): readonly PodView[] {
  const created = (pod: PodView): string => textField(pod.pod, 'metadata', 'creationTimestamp') ?? ''
  return scene.world
    .ownedBy('Pod', uid)
    .map(viewPod)
    .toSorted((a, b) => (created(a) < created(b) ? -1 : created(a) > created(b) ? 1 : 0))
}

function withoutJob(subject: Pick<Subject, 'ref' | 'uid'>, pods: readonly PodView[], scene: Scene): Judgement {
  if (pods.some(hasSucceeded)) return succeeded(pods, scene)
  if (scene.memory[seenKey] !== undefined) return deleted(subject, scene)
  const gone = namespaceFailure(subject.ref.namespace, scene)
  if (gone !== undefined) return failedWith(gone, {})
  return waitingFor({ reason: 'creating', message: 'the Job is being created' }, { memory: {} })
}

function deleted(subject: Pick<Subject, 'ref' | 'uid'>, scene: Scene): Judgement {
  const failure = failureOf('deleted', `the Job "${subject.ref.name}" was deleted before it had ended`, {
    object: subject.ref,
    evidence: [{ path: 'metadata.uid', value: subject.uid }],
    isInfrastructure: false,
  })
  return failedWith(failure, seen(scene))
}

function hasEnoughSuccesses(job: KubeObject, pods: readonly PodView[]): boolean {
  const wanted = numberField(job, 'spec', 'completions')
  if (wanted === undefined) return false
  const good = pods.filter((pod) => hasSucceeded(pod))
  const isIndexed = textField(job, 'spec', 'completionMode') === 'Indexed'
  return (isIndexed ? new Set(good.map(indexOf)).size : good.length) >= wanted
}

function succeeded(pods: readonly PodView[], scene: Scene): Judgement {
  const good = pods.filter(hasSucceeded)
  const main = good.at(-1)
  const outputs = main === undefined ? '' : (mainContainers(main)[0]?.ended?.message ?? '')
  const memory: Memory = { ...seen(scene), [succeededKey]: scene.memory[succeededKey] ?? scene.now }
  return { verdict: { state: 'succeeded', exitCode: 0, outputs, pods: good.map((pod) => pod.name) }, memory }
}

function runningVerdict(pods: readonly PodView[]): Verdict | undefined {
  const pod = pods.findLast((item) => !item.isDeleting && mainContainers(item).some((container) => container.isRunning))
  if (pod === undefined || hangsOn(pod) !== undefined) return undefined
  return { state: 'running', pod: pod.name, message: `pod ${pod.name} runs${pod.node ? ` on ${pod.node}` : ''}` }
}

/** An ordinary container that keeps the pod from ending although the main one is done. */
function hangsOn(pod: PodView): string | undefined {
  const [main, ...others] = mainContainers(pod)
  return main?.ended?.exitCode === 0 ? others.find((container) => container.isRunning)?.name : undefined
}

function isSuspended(job: KubeObject): boolean {
  return field(job, 'spec', 'suspend') === true
}

function idleOf(job: KubeObject, pods: readonly PodView[], scene: Scene) {
  if (isSuspended(job)) {
    const said = conditionOf(job, 'Suspended')?.message
    return { reason: 'suspended', message: `the Job is suspended${said ? `: ${said}` : ''}; a queue may hold it back` }
  }
  const pod = pods.findLast((item) => !item.isDeleting && item.phase !== 'Failed')
  if (pod === undefined) return { reason: pods.length > 0 ? 'retrying' : 'creating', message: 'the Job makes a pod' }
  const busy = hangsOn(pod)
  if (busy === undefined) return progressOf(pod, scene)
  const main = mainContainers(pod)[0]?.name
  return {
    reason: 'sidecar-running',
    message: `container ${main} has ended, but container ${busy} keeps pod ${pod.name} alive; make it an init container with restartPolicy: Always`,
  }
}
