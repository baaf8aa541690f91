import type { KubeObject } from '../../plan/objects.ts'
import { isMap, listAt, numberAt, textAt } from '../api/json.ts'
import { type Control, type Controller, controlLoop } from './control.ts'
import { templateHash } from './deployment/template-hash.ts'
import { countAt, mapAt, present, textsAt } from './fields.ts'
import { controllerOf } from './object-cache.ts'
import { idOf } from './object-id.ts'
import { podOf, podRevision, podsOf, revisionOf } from './owned-pods.ts'
import { availableInMs, isDeleting, isFinishedPod, isReadyPod } from './pod-state.ts'
import { writeStatus } from './status-writer.ts'

const COMPONENT = 'statefulset-controller'

/** Keeps the numbered pods of a StatefulSet, one after the other unless it asks for all at once. */
export const statefulSetController: Controller = (control) => {
  const cache = control.caches.of('apps/v1', 'StatefulSet')
  const queue = controlLoop(control, { name: COMPONENT, cache, reconcile: (set) => syncStatefulSet(control, set) })
  control.caches.of('v1', 'Pod').onChange(({ object }) => {
    const owner = controllerOf(object)
    if (textAt(owner, 'kind') === 'StatefulSet') queue.add(`${object.metadata.namespace}/${textAt(owner, 'name')}`)
  })
}

function syncStatefulSet(control: Control, set: KubeObject): void {
  const update = `${set.metadata.name}-${templateHash(mapAt(set, 'spec', 'template'))}`
  try {
    if (!isDeleting(set)) movePods(control, set, update)
  } finally {
    writeCounts(control, set, update)
  }
}

/** Makes at most one step, or all steps that are possible when the order does not matter. */
function movePods(control: Control, set: KubeObject, update: string): void {
  const replicas = numberAt(set, 'spec', 'replicas') ?? 1
  const isOrdered = textAt(set, 'spec', 'podManagementPolicy') !== 'Parallel'
  const byOrdinal = new Map(podsOf(control, set).map((pod) => [ordinalOf(pod), pod]))
  for (let ordinal = 0; ordinal < replicas; ordinal++) {
    const pod = byOrdinal.get(ordinal)
    if (pod === undefined) makePod(control, set, ordinal, update)
    else if (isFinishedPod(pod) && !isDeleting(pod)) removePod(control, set, pod)
    if (isOrdered && (pod === undefined || !isHealthy(pod))) return
  }
  const surplus = [...byOrdinal].filter(([ordinal]) => ordinal >= replicas).sort(([a], [b]) => b - a)
  for (const [, pod] of surplus) {
    if (!isDeleting(pod)) removePod(control, set, pod)
    if (isOrdered) return
  }
  replaceOutdated(control, set, byOrdinal, update)
}

function replaceOutdated(
  control: Control,
  set: KubeObject,
  pods: ReadonlyMap<number, KubeObject>,
  update: string,
): void {
  if (textAt(set, 'spec', 'updateStrategy', 'type') === 'OnDelete') return
  const partition = countAt(set, 'spec', 'updateStrategy', 'rollingUpdate', 'partition')
  for (const [ordinal, pod] of [...pods].sort(([a], [b]) => b - a)) {
    if (ordinal < partition) return
    if (revisionOf(pod) !== update && !isDeleting(pod)) return removePod(control, set, pod)
    if (!isHealthy(pod)) return
  }
}

function makePod(control: Control, set: KubeObject, ordinal: number, revision: string): void {
  const name = `${set.metadata.name}-${ordinal}`
  const claims = listAt(set, 'spec', 'volumeClaimTemplates').filter(isMap)
  for (const claim of claims) makeClaim(control, set, claim, name)
  const volumes = claims.map((claim) => {
    const volume = textAt(claim, 'metadata', 'name')
    return { name: volume, persistentVolumeClaim: { claimName: `${volume}-${name}` } }
  })
  const own = listAt(set, 'spec', 'template', 'spec', 'volumes')
  const pod = podOf(set, {
    name,
    labels: {
      'statefulset.kubernetes.io/pod-name': name,
      'apps.kubernetes.io/pod-index': `${ordinal}`,
      [podRevision]: revision,
    },
    spec: present({
      hostname: name,
      subdomain: textAt(set, 'spec', 'serviceName') || undefined,
      volumes: volumes.length + own.length > 0 ? [...volumes, ...own] : undefined,
    }),
  })
  try {
    control.store.create(pod)
    tell(control, set, 'SuccessfulCreate', `create Pod ${name} in StatefulSet ${set.metadata.name} successful`)
  } catch (error) {
    const message = `create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${messageOf(error)}`
    control.events.record(set, { type: 'Warning', reason: 'FailedCreate', message, component: COMPONENT })
    throw error
  }
}

function makeClaim(control: Control, set: KubeObject, claim: Readonly<Record<string, unknown>>, pod: string): void {
  const name = `${textAt(claim, 'metadata', 'name')}-${pod}`
  const namespace = set.metadata.namespace ?? ''
  if (control.store.get({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name }) !== undefined) return
  const labels = textsAt(set, 'spec', 'selector', 'matchLabels')
  const metadata = { ...mapAt(claim, 'metadata'), name, namespace, labels }
  control.store.create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata, spec: mapAt(claim, 'spec') })
}

function removePod(control: Control, set: KubeObject, pod: KubeObject): void {
  control.store.delete(idOf(pod), { propagation: 'Background' })
  tell(
    control,
    set,
    'SuccessfulDelete',
    `delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name} successful`,
  )
}

function writeCounts(control: Control, set: KubeObject, update: string): void {
  const now = control.clock.now()
  const pods = podsOf(control, set)
  const active = pods.filter((pod) => !isDeleting(pod))
  const minReady = countAt(set, 'spec', 'minReadySeconds')
  const updated = active.filter((pod) => revisionOf(pod) === update).length
  const isDone =
    updated === (numberAt(set, 'spec', 'replicas') ?? 1) && active.every(isReadyPod) && pods.length === updated
  const before = textAt(set, 'status', 'currentRevision')
  const current = isDone || before === '' ? update : before
  writeStatus(
    control.store,
    set,
    present({
      observedGeneration: set.metadata['generation'],
      replicas: pods.length,
      readyReplicas: pods.filter(isReadyPod).length || undefined,
      currentReplicas: active.filter((pod) => revisionOf(pod) === current).length || undefined,
      updatedReplicas: updated || undefined,
      currentRevision: current,
      updateRevision: update,
      collisionCount: 0,
      availableReplicas: pods.filter((pod) => availableInMs(pod, minReady, now) === 0).length,
    }),
  )
}

function isHealthy(pod: KubeObject): boolean {
  return isReadyPod(pod) && !isDeleting(pod)
}

function ordinalOf(pod: KubeObject): number {
  return Number(/-(\d+)$/.exec(pod.metadata.name)?.[1] ?? -1)
}

function tell(control: Control, set: KubeObject, reason: string, message: string): void {
  control.events.record(set, { type: 'Normal', reason, message, component: COMPONENT })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
