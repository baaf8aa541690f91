import type { KubeObject } from '../../../plan/objects.ts'
import { isMap, listAt, textAt } from '../../api/json.ts'
import { conditionOf, withCondition } from '../conditions.ts'
import { type Control, type Controller, controlLoop } from '../control.ts'
import { mapAt } from '../fields.ts'
import { keyOf } from '../object-cache.ts'
import { idOf } from '../object-id.ts'
import { isDeleting, isFinishedPod } from '../pod-state.ts'
import { placementFault } from './placement.ts'
import { type Amounts, add, allocatableOf, podRequests } from './resources.ts'

const COMPONENT = 'default-scheduler'
/** Events free or bring resources; waiting pods are looked at again a moment later, together. */
const RETRY_MS = 100

interface NodeLoad {
  readonly used: Map<string, number>
  readonly pods: Map<string, Amounts>
}

/** Binds pods to nodes that have what they ask for, or says why none has. */
export const schedulerController: Controller = (control) => {
  const pods = control.caches.of('v1', 'Pod')
  const nodes = control.caches.of('v1', 'Node')
  const loads = new Map<string, NodeLoad>()
  const waiting = new Set<string>()
  for (const pod of pods.all()) account(loads, pod)
  const queue = controlLoop(control, {
    name: COMPONENT,
    cache: pods,
    reconcile(pod) {
      waiting.delete(keyOf(pod))
      if (isPlaced(pod)) return
      if (!schedule(control, loads, pod)) waiting.add(keyOf(pod))
    },
    forget: (key) => void waiting.delete(key),
  })
  const retry = () => {
    for (const key of waiting) queue.add(key, RETRY_MS)
  }
  pods.onChange(({ type, object }) => {
    const isGone = type === 'DELETED' || isFinishedPod(object)
    if (!isGone) account(loads, object)
    else if (discharge(loads, object)) retry()
  })
  nodes.onChange(({ type, object }, before) => {
    if (type === 'ADDED' || (type === 'MODIFIED' && isChanged(object, before))) retry()
  })
  control.caches.of('v1', 'PersistentVolumeClaim').onChange(({ type }) => {
    if (type === 'ADDED') retry()
  })
}

function isPlaced(pod: KubeObject): boolean {
  const scheduler = textAt(pod, 'spec', 'schedulerName')
  const isOurs = scheduler === '' || scheduler === COMPONENT
  return textAt(pod, 'spec', 'nodeName') !== '' || isDeleting(pod) || isFinishedPod(pod) || !isOurs
}

function schedule(control: Control, loads: Map<string, NodeLoad>, pod: KubeObject): boolean {
  if (listAt(pod, 'spec', 'schedulingGates').length > 0) {
    markUnscheduled(control, pod, 'SchedulingGated', 'Scheduling is blocked due to non-empty scheduling gates')
    return true
  }
  const nodes = [...control.caches.of('v1', 'Node').all()]
  const missingClaim = claimFault(control, pod)
  const requests = podRequests(pod)
  const faults = nodes.map((node) => missingClaim ?? placementFault(pod, node) ?? resourceFaults(loads, node, requests))
  const fit = nodes.find((_node, index) => faults[index] === undefined || faults[index]?.length === 0)
  if (fit !== undefined) {
    bind(control, pod, fit)
    return true
  }
  const message = refusal(
    nodes.length,
    faults.flatMap((fault) => fault ?? []),
    faults,
  )
  markUnscheduled(control, pod, 'Unschedulable', message)
  control.events.record(pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    component: COMPONENT,
    action: 'Scheduling',
  })
  return false
}

function bind(control: Control, pod: KubeObject, node: KubeObject): void {
  const bound = control.store.update({ ...pod, spec: { ...mapAt(pod, 'spec'), nodeName: node.metadata.name } })
  const conditions = withCondition(
    listAt(bound, 'status', 'conditions'),
    { type: 'PodScheduled', status: 'True' },
    control.clock.now(),
    { lastProbeTime: null },
  )
  const current = control.store.get(idOf(bound)) ?? bound
  control.store.updateStatus({ ...current, status: { ...mapAt(current, 'status'), conditions } })
  const message = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node.metadata.name}`
  control.events.record(pod, { type: 'Normal', reason: 'Scheduled', message, component: COMPONENT, action: 'Binding' })
}

function markUnscheduled(control: Control, pod: KubeObject, reason: string, message: string): void {
  const known = conditionOf(pod, 'PodScheduled')
  if (textAt(known, 'reason') === reason && textAt(known, 'message') === message) return
  const condition = { type: 'PodScheduled', status: 'False', reason, message } as const
  const extra = { observedGeneration: pod.metadata['generation'], lastProbeTime: null }
  const conditions = withCondition(listAt(pod, 'status', 'conditions'), condition, control.clock.now(), extra)
  control.store.updateStatus({ ...pod, status: { ...mapAt(pod, 'status'), conditions } })
}

/** The reasons counted and sorted, and what preempting others would bring, as the real one words it. */
function refusal(count: number, reasons: readonly string[], faults: readonly unknown[]): string {
  if (count === 0) return 'no nodes available to schedule pods'
  const tally = new Map<string, number>()
  for (const reason of reasons) tally.set(reason, (tally.get(reason) ?? 0) + 1)
  const parts = [...tally].map(([reason, times]) => `${times} ${reason}`).sort()
  const head = `0/${count} nodes are available: ${parts.join(', ')}.`
  if (reasons.some((reason) => reason.startsWith('persistentvolumeclaim')))
    return `0/${count} nodes are available: ${reasons[0]}. not found`
  const isLack = faults.some((fault) => Array.isArray(fault))
  const hope = isLack ? 'No preemption victims found for incoming pod' : 'Preemption is not helpful for scheduling'
  return `${head} no new claims to deallocate, preemption: 0/${count} nodes are available: ${count} ${hope}.`
}

function resourceFaults(loads: Map<string, NodeLoad>, node: KubeObject, requests: Amounts): readonly string[] {
  const allocatable = allocatableOf(node)
  const load = loads.get(node.metadata.name)
  const podLimit = (allocatable.get('pods') ?? Number.POSITIVE_INFINITY) / 1000
  const lacks = [...requests].filter(
    ([name, amount]) => amount > 0 && (load?.used.get(name) ?? 0) + amount > (allocatable.get(name) ?? 0),
  )
  return [
    ...((load?.pods.size ?? 0) + 1 > podLimit ? ['Too many pods'] : []),
    ...lacks.map(([name]) => `Insufficient ${name}`),
  ]
}

function claimFault(control: Control, pod: KubeObject): string | undefined {
  for (const volume of listAt(pod, 'spec', 'volumes')) {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName')
    if (name === '') continue
    const claim = control.caches.of('v1', 'PersistentVolumeClaim').get(pod.metadata.namespace ?? '', name)
    if (claim === undefined) return `persistentvolumeclaim "${name}" not found`
    if (textAt(claim, 'status', 'phase') === 'Lost')
      return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume`
  }
  return undefined
}

function account(loads: Map<string, NodeLoad>, pod: KubeObject): boolean {
  const node = textAt(pod, 'spec', 'nodeName')
  if (node === '' || isFinishedPod(pod)) return false
  const load = loads.get(node) ?? { used: new Map<string, number>(), pods: new Map<string, Amounts>() }
  loads.set(node, load)
  const key = keyOf(pod)
  if (load.pods.has(key)) return false
  const requests = podRequests(pod)
  load.pods.set(key, requests)
  add(load.used, requests)
  return true
}

function discharge(loads: Map<string, NodeLoad>, pod: KubeObject): boolean {
  const load = loads.get(textAt(pod, 'spec', 'nodeName'))
  const requests = load?.pods.get(keyOf(pod))
  if (load === undefined || requests === undefined) return false
  load.pods.delete(keyOf(pod))
  add(load.used, requests, -1)
  return true
}

function isChanged(node: KubeObject, before: KubeObject | undefined): boolean {
  const part = (object: unknown) =>
    isMap(object) &&
    JSON.stringify([object['spec'], mapAt(object, 'status', 'allocatable'), mapAt(object, 'metadata', 'labels')])
  return part(node) !== part(before)
}
