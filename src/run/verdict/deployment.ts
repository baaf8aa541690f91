import { field, type KubeObject } from '../../plan/objects.ts'
import { replicaFailure } from '../diagnosis/admission.ts'
import { endpointsFinding, loadBalancerFinding } from '../diagnosis/endpoints.ts'
import { conditionEvidence, conditionOf } from '../diagnosis/fields.ts'
import { type Finding, failureOf, type Scene } from '../diagnosis/finding.ts'
import { leadsToFormer, selects } from '../diagnosis/former-endpoints.ts'
import { namespaceFailure } from '../diagnosis/namespace.ts'
import { progressOf } from '../diagnosis/pod-findings.ts'
import { type PodView, viewPod } from '../diagnosis/pod-view.ts'
import type { Judgement, Subject } from '../judgement.ts'
import { numberField, refOf, textField } from '../world.ts'
import { failedWith, seen, seenKey, waitingFor } from './outcome.ts'
import { readinessOf, servicePodFindings, weighWith } from './service-pods.ts'

type DeploymentSubject = Extract<Subject, { readonly kind: 'deployment' }>

const revisionKey = 'deployment.kubernetes.io/revision'

/** Judges a roll-out: only the newest ReplicaSet's pods count, old success does not pass and old errors do not fail it. */
export function judgeDeployment(subject: DeploymentSubject, scene: Scene): Judgement {
  const gone = namespaceFailure(subject.ref.namespace, scene)
  if (gone !== undefined) return failedWith(gone, seen(scene))
  const deployment = scene.world.byUid('Deployment', subject.uid)
  if (deployment === undefined) return missing(subject, scene)
  const wanted = numberField(deployment, 'spec', 'replicas') ?? 1
  const idle = early(deployment, subject)
  if (idle !== undefined) return waitingFor(idle, { memory: {} }, { ready: 0, wanted }, seen(scene))
  const newest = newestReplicaSet(deployment, scene)
  const pods =
    newest === undefined ? [] : scene.world.ownedBy('Pod', textField(newest, 'metadata', 'uid') ?? '').map(viewPod)
  return judgeRollout(subject, deployment, newest, pods, wanted, scene)
}

function judgeRollout(
  subject: DeploymentSubject,
  deployment: KubeObject,
  newest: KubeObject | undefined,
  pods: readonly PodView[],
  wanted: number,
  scene: Scene,
): Judgement {
  const findings: Finding[] = []
  const refused = replicaFailure(newest ?? deployment, deployment, scene)
  if (refused !== undefined) findings.push(refused)
  findings.push(...servicePodFindings(pods, scene, subject.startupTimeoutSeconds * 1000))
  const isExposed = subject.isNew === true && scene.world.of('Service').some((one) => selects(one, deployment))
  const readiness = readinessOf(pods, scene, isExposed || subject.service !== undefined)
  const isRolledOut = isComplete(deployment, wanted) && readiness.ready >= wanted
  const service = subject.service === undefined ? undefined : serviceOf(subject, scene)
  if (isRolledOut && service !== undefined && wanted > 0) findings.push(...serviceFindings(service, pods, scene))
  const weighed = weighWith(findings, readiness, scene)
  const memory = { ...weighed.memory, ...seen(scene) }
  const final = weighed.final ?? deadlineFailure(deployment, findings)
  if (final !== undefined) return failedWith(final, memory)
  const isServed = subject.service === undefined || service !== undefined
  const counts = { ready: Math.min(readiness.ready, wanted), wanted }
  if (isRolledOut && readiness.stable >= wanted && weighed.suspected === undefined && isServed) {
    const former = formerVersion(deployment, newest, pods, scene)
    if (former === undefined) return { verdict: { state: 'ready', ready: readiness.stable, wanted }, memory }
    return waitingFor(former.idle, { ...weighed, decideAt: former.decideAt }, counts, { ...memory, ...former.memory })
  }
  return waitingFor(progress(pods, isRolledOut, isServed, scene), weighed, counts, seen(scene))
}

const formerKey = 'former-version'

/** Why it is too early to say that the new version is what answers; a cluster that never tells is not waited for for ever. */
function formerVersion(deployment: KubeObject, newest: KubeObject | undefined, pods: readonly PodView[], scene: Scene) {
  const former = setsOf(deployment, scene).filter((set) => set !== newest)
  const service = leadsToFormer(deployment, former, pods, scene)
  const since = scene.memory[formerKey] ?? scene.now
  const decideAt = since + scene.graces.endpointsMs
  if (service === undefined || decideAt <= scene.now) return undefined
  const message = `the service "${service.metadata.name}" still leads to a pod of the former version`
  return { idle: { reason: 'former-version', message }, decideAt, memory: { [formerKey]: since } }
}

function setsOf(deployment: KubeObject, scene: Scene): readonly KubeObject[] {
  return scene.world.ownedBy('ReplicaSet', textField(deployment, 'metadata', 'uid') ?? '')
}

function missing(subject: DeploymentSubject, scene: Scene): Judgement {
  if (scene.memory[seenKey] === undefined) {
    return waitingFor({ reason: 'creating', message: 'the Deployment is being created' }, { memory: {} })
  }
  const message = `the Deployment "${subject.ref.name}" was deleted`
  return failedWith(failureOf('deleted', message, { object: subject.ref, isInfrastructure: false }), seen(scene))
}

function early(deployment: KubeObject, subject: DeploymentSubject) {
  if (field(deployment, 'spec', 'paused') === true) {
    return { reason: 'paused', message: `the Deployment "${subject.ref.name}" is paused: no new pod is made` }
  }
  const generation = Math.max(subject.generation, numberField(deployment, 'metadata', 'generation') ?? 0)
  const isObserved = (numberField(deployment, 'status', 'observedGeneration') ?? 0) >= generation
  return isObserved ? undefined : { reason: 'creating', message: 'the cluster has not taken up the new version yet' }
}

function newestReplicaSet(deployment: KubeObject, scene: Scene): KubeObject | undefined {
  const sets = setsOf(deployment, scene)
  const revision = deployment.metadata.annotations?.[revisionKey]
  if (revision !== undefined) return sets.find((set) => set.metadata.annotations?.[revisionKey] === revision)
  const created = (set: KubeObject): string => textField(set, 'metadata', 'creationTimestamp') ?? ''
  return sets.toSorted((a, b) => (created(a) < created(b) ? 1 : -1))[0]
}

function isComplete(deployment: KubeObject, wanted: number): boolean {
  const count = (name: string): number => numberField(deployment, 'status', name) ?? 0
  return (
    count('updatedReplicas') >= wanted &&
    count('replicas') <= count('updatedReplicas') &&
    count('availableReplicas') >= wanted
  )
}

function serviceOf(subject: DeploymentSubject, scene: Scene): KubeObject | undefined {
  return scene.world.named('Service', subject.ref.namespace, subject.service ?? '')
}

function serviceFindings(service: KubeObject, pods: readonly PodView[], scene: Scene): readonly Finding[] {
  const found = endpointsFinding(service, pods, scene) ?? loadBalancerFinding(service, scene)
  return found === undefined ? [] : [found]
}

/** The Deployment's own patience has ended: what was suspected is now the cause. */
function deadlineFailure(deployment: KubeObject, findings: readonly Finding[]) {
  const condition = conditionOf(deployment, 'Progressing')
  if (condition?.status !== 'False' || condition.reason !== 'ProgressDeadlineExceeded') return undefined
  const evidence = conditionEvidence(condition)
  const suspected = findings[0]?.failure
  if (suspected !== undefined) return { ...suspected, evidence: [...suspected.evidence, ...evidence] }
  const seconds = numberField(deployment, 'spec', 'progressDeadlineSeconds') ?? 600
  const message = `the roll-out made no progress for ${seconds} s: ${condition.message}`
  return failureOf('progress-deadline', message, { object: refOf(deployment), evidence })
}

function progress(pods: readonly PodView[], isRolledOut: boolean, isServed: boolean, scene: Scene) {
  if (isRolledOut && !isServed)
    return { reason: 'service', message: 'the pods are ready; the service is not there yet' }
  if (isRolledOut)
    return { reason: 'settling', message: 'the pods run; without a readiness probe they are watched for a moment' }
  const pod = pods.find((item) => !item.isReady && !item.isDeleting)
  return pod === undefined ? { reason: 'rolling-out', message: 'pods are being replaced' } : progressOf(pod, scene)
}
