import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import { conditionOf } from '../conditions.ts'
import { type Control, type Controller, controlLoop } from '../control.ts'
import { textsAt } from '../fields.ts'
import { controllerOf, keyOf } from '../object-cache.ts'
import { idOf } from '../object-id.ts'
import { isDeleting, isFinishedPod } from '../pod-state.ts'
import { writeStatus } from '../status-writer.ts'
import { type DeploymentSpec, deploymentSpec } from './deployment-spec.ts'
import {
  deploymentStatus,
  isComplete,
  type Progress,
  progressOf,
  untilDeadlineMs,
  withProgress,
} from './deployment-status.ts'
import {
  createReplicaSet,
  DESIRED,
  type Generations,
  generationsOf,
  REVISION,
  refreshReplicaSet,
  revisionOf,
  scaleReplicaSet,
  tellScaling,
  wantedReplicas,
} from './replica-sets.ts'
import { newSetReplicas, oldSetScalings } from './rolling-update.ts'

const COMPONENT = 'deployment-controller'

/** Runs Deployments: one ReplicaSet for each template, exchanged as far as availability allows. */
export const deploymentController: Controller = (control) => {
  const sets = control.caches.of('apps/v1', 'ReplicaSet')
  const queue = controlLoop(control, {
    name: COMPONENT,
    cache: control.caches.of('apps/v1', 'Deployment'),
    reconcile(deployment) {
      syncDeployment(control, deployment)
      const leftMs = untilDeadlineMs(
        control.store.get(idOf(deployment)),
        deploymentSpec(deployment),
        control.clock.now(),
      )
      if (leftMs !== undefined) queue.add(keyOf(deployment), leftMs)
    },
  })
  sets.onChange(({ object }) => {
    const owner = controllerOf(object)
    if (textAt(owner, 'kind') === 'Deployment') queue.add(`${object.metadata.namespace}/${textAt(owner, 'name')}`)
  })
  control.caches.of('v1', 'Pod').onChange(({ type, object }) => {
    if (type === 'DELETED' || isFinishedPod(object)) requeueRecreated(control, queue.add, object)
  })
}

function syncDeployment(control: Control, deployment: KubeObject): void {
  const spec = deploymentSpec(deployment)
  const generations = generationsOf(deployment, ownSets(control, deployment))
  if (isDeleting(deployment)) return writeBareStatus(control, deployment, spec, generations)
  if (spec.isPaused || isScaling(spec, generations)) {
    const dated = spec.isPaused ? withPause(control, deployment, true) : deployment
    scaleAll(control, dated, spec, generations)
    return writeBareStatus(control, dated, spec, generationsOf(dated, ownSets(control, dated)))
  }
  rollOut(control, withPause(control, deployment, false), spec, generations)
}

function rollOut(control: Control, deployment: KubeObject, spec: DeploymentSpec, before: Generations): void {
  if (spec.isRecreate && !isCleared(control, before)) {
    for (const set of before.old) scaleReplicaSet(control, deployment, spec, set, 0)
    return writeBareStatus(control, deployment, spec, generationsOf(deployment, ownSets(control, deployment)))
  }
  const { set, dated } = currentSet(control, deployment, spec, before)
  const target = newSetReplicas(spec, wantedReplicas(set), before.old)
  const current = scaleReplicaSet(control, dated, spec, set, target)
  if (wantedReplicas(set) === target)
    for (const { set: old, replicas } of oldSetScalings(spec, current, before.old))
      if (replicas !== wantedReplicas(old)) scaleReplicaSet(control, dated, spec, old, replicas)
  finishLook(control, dated, spec, current)
}

/** The ReplicaSet of the present template, made when it is new; its revision is copied to the Deployment. */
function currentSet(control: Control, deployment: KubeObject, spec: DeploymentSpec, generations: Generations) {
  const known = refreshReplicaSet(control, deployment, spec, generations)
  const replicas = newSetReplicas(spec, 0, generations.old)
  const set = known ?? createReplicaSet(control, deployment, spec, generations, replicas)
  if (known === undefined && replicas > 0) tellScaling(control, deployment, set.metadata.name, 0, replicas)
  const marked = withRevision(control, deployment, revisionOf(set))
  const hasProgress = conditionOf(deployment, 'Progressing') !== undefined
  if (known !== undefined && hasProgress) return { set, dated: marked }
  const [reason, verb] = known === undefined ? ['NewReplicaSetCreated', 'Created'] : ['FoundNewReplicaSet', 'Found']
  const progress: Progress = { status: 'True', reason, message: `${verb} new replica set "${set.metadata.name}"` }
  return { set, dated: writeProgress(control, marked, progress) }
}

function finishLook(control: Control, deployment: KubeObject, spec: DeploymentSpec, current: KubeObject): void {
  const now = control.clock.now()
  const generations = generationsOf(deployment, ownSets(control, deployment))
  const status = deploymentStatus(deployment, spec, generations, now)
  const progress = progressOf(deployment, spec, status, current.metadata.name, now)
  writeStatus(control.store, deployment, deploymentStatus(deployment, spec, generations, now, progress))
  if (isComplete(deployment, spec, status)) trimHistory(control, spec, generations)
}

function trimHistory(control: Control, spec: DeploymentSpec, { old }: Generations): void {
  const idle = old.filter((set) => wantedReplicas(set) === 0 && countsNothing(set) && !isDeleting(set))
  const byRevision = [...idle].sort((a, b) => revisionOf(a) - revisionOf(b))
  for (const set of byRevision.slice(0, Math.max(0, byRevision.length - spec.historyLimit)))
    control.store.delete(idOf(set))
}

/** Proportional scaling, as far as it is needed: the newest set takes the change, an unfinished rollout keeps its old sets. */
function scaleAll(control: Control, deployment: KubeObject, spec: DeploymentSpec, { current, old }: Generations): void {
  const active = [...old, ...(current === undefined ? [] : [current])].filter((set) => wantedReplicas(set) > 0)
  const newest = active.length === 0 ? current : active.at(-1)
  if (active.length <= 1) {
    if (newest !== undefined) scaleReplicaSet(control, deployment, spec, newest, spec.replicas)
    return
  }
  const total = active.reduce((count, set) => count + wantedReplicas(set), 0)
  let missing = (spec.replicas === 0 ? 0 : spec.replicas + spec.maxSurge) - total
  for (const set of [...active].sort((a, b) => wantedReplicas(b) - wantedReplicas(a))) {
    const before = wantedReplicas(set)
    const share = Math.round((before / total) * ((spec.replicas || 0) + spec.maxSurge)) - before
    const change = missing >= 0 ? Math.min(missing, Math.max(0, share)) : Math.max(missing, Math.min(0, share))
    missing -= change
    scaleReplicaSet(control, deployment, spec, set, Math.max(0, before + change))
  }
}

function isScaling(spec: DeploymentSpec, { current, old }: Generations): boolean {
  const active = [...old, ...(current === undefined ? [] : [current])].filter((set) => wantedReplicas(set) > 0)
  return active.some((set) => {
    const marked = textAt(set, 'metadata', 'annotations', DESIRED)
    return marked !== '' && marked !== `${spec.replicas}`
  })
}

function isCleared(control: Control, { old }: Generations): boolean {
  return old.every((set) => {
    const pods = control.caches.of('v1', 'Pod').controlledBy(textAt(set, 'metadata', 'uid'))
    return wantedReplicas(set) === 0 && pods.every(isFinishedPod)
  })
}

function withPause(control: Control, deployment: KubeObject, isPaused: boolean): KubeObject {
  const reason = textAt(conditionOf(deployment, 'Progressing'), 'reason')
  if (reason === 'ProgressDeadlineExceeded' || deploymentSpec(deployment).deadlineSeconds === undefined)
    return deployment
  if (isPaused && reason !== 'DeploymentPaused')
    return writeProgress(control, deployment, {
      status: 'Unknown',
      reason: 'DeploymentPaused',
      message: 'Deployment is paused',
    })
  if (!isPaused && reason === 'DeploymentPaused')
    return writeProgress(control, deployment, {
      status: 'Unknown',
      reason: 'DeploymentResumed',
      message: 'Deployment is resumed',
    })
  return deployment
}

function writeProgress(control: Control, deployment: KubeObject, progress: Progress): KubeObject {
  const conditions = withProgress(listAt(deployment, 'status', 'conditions'), progress, control.clock.now())
  const status = deployment['status']
  return writeStatus(control.store, deployment, { ...(typeof status === 'object' ? status : {}), conditions })
}

function withRevision(control: Control, deployment: KubeObject, revision: number): KubeObject {
  if (revisionOf(deployment) === revision) return deployment
  const annotations = { ...textsAt(deployment, 'metadata', 'annotations'), [REVISION]: `${revision}` }
  return control.store.update({ ...deployment, metadata: { ...deployment.metadata, annotations } })
}

function writeBareStatus(
  control: Control,
  deployment: KubeObject,
  spec: DeploymentSpec,
  generations: Generations,
): void {
  writeStatus(control.store, deployment, deploymentStatus(deployment, spec, generations, control.clock.now()))
}

function requeueRecreated(control: Control, add: (key: string) => void, pod: KubeObject): void {
  const setOwner = controllerOf(pod)
  if (textAt(setOwner, 'kind') !== 'ReplicaSet') return
  const namespace = pod.metadata.namespace ?? ''
  const set = control.caches.of('apps/v1', 'ReplicaSet').get(namespace, textAt(setOwner, 'name'))
  const owner = set === undefined ? undefined : controllerOf(set)
  if (textAt(owner, 'kind') === 'Deployment') add(`${namespace}/${textAt(owner, 'name')}`)
}

function ownSets(control: Control, deployment: KubeObject): readonly KubeObject[] {
  return control.caches.of('apps/v1', 'ReplicaSet').controlledBy(textAt(deployment, 'metadata', 'uid'))
}

function countsNothing(set: KubeObject): boolean {
  return textAt(set, 'status', 'replicas') === '' && !Number(Reflect.get(set['status'] ?? {}, 'replicas') ?? 0)
}
