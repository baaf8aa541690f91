import type { KubeObject } from '../../plan/objects.ts'
import { listAt, numberAt, textAt } from '../api/json.ts'
import { conditionOf, withCondition, withoutCondition } from './conditions.ts'
import { type Control, type Controller, controlLoop, isApiFault } from './control.ts'
import { countAt, present, textsAt } from './fields.ts'
import { hasLabels } from './label-selector.ts'
import { controllerOf, keyOf } from './object-cache.ts'
import { createPod, deletePod, podOf, podsOf } from './owned-pods.ts'
import { availableInMs, byUselessness, isActivePod, isDeleting, isFinishedPod, isReadyPod } from './pod-state.ts'
import { writeStatus } from './status-writer.ts'
import type { WorkQueue } from './work-queue.ts'

const COMPONENT = 'replicaset-controller'

/** Keeps as many pods alive as a ReplicaSet asks for. */
export const replicaSetController: Controller = (control) => {
  const queue = controlLoop(control, {
    name: COMPONENT,
    cache: control.caches.of('apps/v1', 'ReplicaSet'),
    reconcile: (set) => syncReplicaSet(control, queue, set),
  })
  control.caches.of('v1', 'Pod').onChange(({ object }) => {
    const owner = controllerOf(object)
    if (textAt(owner, 'kind') === 'ReplicaSet') queue.add(`${object.metadata.namespace}/${textAt(owner, 'name')}`)
  })
}

function syncReplicaSet(control: Control, queue: WorkQueue, set: KubeObject): void {
  let fault: unknown
  if (!isDeleting(set)) {
    try {
      adjustPods(control, set)
    } catch (error) {
      fault = error
    }
  }
  const soonMs = writeCounts(control, set, fault)
  if (soonMs !== undefined) queue.add(keyOf(set), soonMs)
  if (fault !== undefined) throw fault
}

function adjustPods(control: Control, set: KubeObject): void {
  const active = podsOf(control, set).filter(isActivePod)
  const wanted = numberAt(set, 'spec', 'replicas') ?? 1
  for (const pod of [...active].sort(byUselessness).slice(0, Math.max(0, active.length - wanted)))
    deletePod(control, set, pod, COMPONENT)
  for (let made = active.length; made < wanted; made++)
    createPod(control, set, podOf(set, { generateName: `${set.metadata.name}-` }), COMPONENT)
}

function writeCounts(control: Control, set: KubeObject, fault: unknown): number | undefined {
  const now = control.clock.now()
  const pods = podsOf(control, set)
  const active = pods.filter(isActivePod)
  const waits = active.flatMap((pod) => availableInMs(pod, countAt(set, 'spec', 'minReadySeconds'), now) ?? [])
  const conditions = withFailure(set, fault, now)
  const template = textsAt(set, 'spec', 'template', 'metadata', 'labels')
  const status = present({
    replicas: active.length,
    fullyLabeledReplicas:
      active.filter((pod) => hasLabels(textsAt(pod, 'metadata', 'labels'), template)).length || undefined,
    readyReplicas: active.filter(isReadyPod).length || undefined,
    availableReplicas: waits.filter((wait) => wait === 0).length || undefined,
    terminatingReplicas: pods.filter((pod) => isDeleting(pod) && !isFinishedPod(pod)).length,
    observedGeneration: set.metadata['generation'],
    conditions: conditions.length > 0 ? conditions : undefined,
  })
  writeStatus(control.store, set, status)
  const later = waits.filter((wait) => wait > 0)
  return later.length > 0 ? Math.min(...later) : undefined
}

function withFailure(set: KubeObject, fault: unknown, now: number): readonly unknown[] {
  const conditions = listAt(set, 'status', 'conditions')
  if (!isApiFault(fault)) return withoutCondition(conditions, 'ReplicaFailure')
  if (conditionOf(set, 'ReplicaFailure') !== undefined) return conditions
  const condition = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: fault.message } as const
  return withCondition(conditions, condition, now)
}
