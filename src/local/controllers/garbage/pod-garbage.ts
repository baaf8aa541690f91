import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import { withCondition } from '../conditions.ts'
import { type Control, type Controller, controlLoop } from '../control.ts'
import { mapAt, timeAt } from '../fields.ts'
import { idOf } from '../object-id.ts'
import { isDeleting, isFinishedPod } from '../pod-state.ts'

const COMPONENT = 'pod-garbage-collector'
const LIMIT = 12_500

/** Takes away pods of nodes that are gone, and the oldest finished pods when there are too many. */
export const podGarbageCollector: Controller = (control) => {
  const pods = control.caches.of('v1', 'Pod')
  const nodes = control.caches.of('v1', 'Node')
  const finished = new Map<string, KubeObject>()
  const queue = controlLoop(control, {
    name: COMPONENT,
    cache: nodes,
    reconcile: () => {},
    forget(key) {
      const node = key.slice(1)
      for (const pod of [...pods.all()]) if (textAt(pod, 'spec', 'nodeName') === node) loseNode(control, pod)
    },
  })
  nodes.onChange(({ type, object }) => {
    if (type === 'DELETED') queue.add(`/${object.metadata.name}`)
  })
  pods.onChange(({ type, object }) => {
    const uid = textAt(object, 'metadata', 'uid')
    if (type === 'DELETED') finished.delete(uid)
    else if (isFinishedPod(object)) finished.set(uid, object)
    if (finished.size > LIMIT) control.clock.after(0, () => trim(control, finished))
  })
}

function loseNode(control: Control, pod: KubeObject): void {
  if (!isFinishedPod(pod)) {
    const condition = {
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByPodGC',
      message: 'PodGC: node no longer exists',
    } as const
    const conditions = withCondition(listAt(pod, 'status', 'conditions'), condition, control.clock.now(), {
      lastProbeTime: null,
    })
    control.store.updateStatus({ ...pod, status: { ...mapAt(pod, 'status'), phase: 'Failed', conditions } })
  }
  control.store.delete(idOf(pod), { gracePeriodSeconds: 0 })
}

function trim(control: Control, finished: Map<string, KubeObject>): void {
  const created = (pod: KubeObject) => timeAt(pod, 'metadata', 'creationTimestamp') ?? 0
  const byAge = [...finished.values()].filter((pod) => !isDeleting(pod)).sort((a, b) => created(a) - created(b))
  for (const pod of byAge.slice(0, Math.max(0, byAge.length - LIMIT)))
    control.store.delete(idOf(pod), { gracePeriodSeconds: 0 })
}
