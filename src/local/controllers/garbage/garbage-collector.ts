import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import { type Control, type Controller, isApiFault } from '../control.ts'
import { isTrueAt } from '../fields.ts'
import type { ObjectCache } from '../object-cache.ts'
import { idOf } from '../object-id.ts'
import { hasFinalizer, withoutFinalizer } from '../owned-pods.ts'
import { isDeleting } from '../pod-state.ts'
import { workQueue } from '../work-queue.ts'

const FOREGROUND = 'foregroundDeletion'
const ORPHAN = 'orphan'

/** The kinds whose objects are owned or own others here. */
export const OWNED_KINDS: readonly (readonly [string, string])[] = [
  ['v1', 'Pod'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['v1', 'Service'],
  ['v1', 'ServiceAccount'],
  ['v1', 'PersistentVolumeClaim'],
  ['v1', 'Endpoints'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['apps/v1', 'DaemonSet'],
  ['discovery.k8s.io/v1', 'EndpointSlice'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['coordination.k8s.io/v1', 'Lease'],
]

/** Deletes objects whose owners are gone, and carries out foreground and orphaning deletions. */
export const garbageCollector: Controller = (control) => {
  const dependents = new Map<string, Map<string, KubeObject>>()
  const uids = new Map<string, KubeObject>()
  const queue = workQueue({
    clock: control.clock,
    reconcile: (uid) => collect(control, dependents, uids, uid),
    onFault: (key, error) => void (isApiFault(error) || control.onError('garbage-collector', key, error)),
  })
  control.stops.push(() => queue.stop())

  function see(object: KubeObject): void {
    const uid = textAt(object, 'metadata', 'uid')
    uids.set(uid, object)
    for (const owner of ownersOf(object)) {
      const members = dependents.get(owner) ?? new Map<string, KubeObject>()
      members.set(uid, object)
      dependents.set(owner, members)
      if (!uids.has(owner)) queue.add(owner)
    }
    if (isDeleting(object) && (hasFinalizer(object, FOREGROUND) || hasFinalizer(object, ORPHAN))) queue.add(uid)
  }

  function lose(object: KubeObject): void {
    const uid = textAt(object, 'metadata', 'uid')
    uids.delete(uid)
    for (const owner of ownersOf(object)) {
      dependents.get(owner)?.delete(uid)
      if (dependents.get(owner)?.size === 0) dependents.delete(owner)
      queue.add(owner)
    }
    if (dependents.has(uid)) queue.add(uid)
  }

  function forgetOldOwners(before: KubeObject, now: KubeObject): void {
    const still = ownersOf(now)
    for (const owner of ownersOf(before))
      if (!still.includes(owner)) dependents.get(owner)?.delete(textAt(now, 'metadata', 'uid'))
  }

  const caches: ObjectCache[] = OWNED_KINDS.map(([apiVersion, kind]) => control.caches.of(apiVersion, kind))
  for (const cache of caches) {
    for (const object of cache.all()) see(object)
    cache.onChange(({ type, object }, before) => {
      if (before !== undefined) forgetOldOwners(before, object)
      if (type === 'DELETED') lose(object)
      else see(object)
    })
  }
}

function collect(
  control: Control,
  dependents: ReadonlyMap<string, ReadonlyMap<string, KubeObject>>,
  uids: ReadonlyMap<string, KubeObject>,
  uid: string,
): void {
  const owner = uids.get(uid)
  const members = [...(dependents.get(uid)?.values() ?? [])]
  if (owner === undefined) {
    for (const member of members) dropOwner(control, uids, member, uid)
    return
  }
  if (!isDeleting(owner)) return
  if (hasFinalizer(owner, ORPHAN)) {
    for (const member of members) control.store.update(withoutOwner(member, uid))
    finish(control, owner, ORPHAN)
  } else if (hasFinalizer(owner, FOREGROUND)) {
    for (const member of members) if (!isDeleting(member)) deleteDependent(control, uids, dependents, member, uid)
    if (!members.some((member) => blocks(member, uid))) finish(control, owner, FOREGROUND)
  }
}

/** A dependent with another living owner only loses the reference. */
function dropOwner(control: Control, uids: ReadonlyMap<string, KubeObject>, member: KubeObject, uid: string): void {
  if (isDeleting(member)) return
  const others = ownersOf(member).filter((other) => other !== uid && uids.has(other))
  if (others.length > 0) control.store.update(withoutOwner(member, uid))
  else control.store.delete(idOf(member), { propagation: 'Background', uid: textAt(member, 'metadata', 'uid') })
}

function deleteDependent(
  control: Control,
  uids: ReadonlyMap<string, KubeObject>,
  dependents: ReadonlyMap<string, ReadonlyMap<string, KubeObject>>,
  member: KubeObject,
  uid: string,
): void {
  const memberUid = textAt(member, 'metadata', 'uid')
  const others = ownersOf(member).filter((other) => other !== uid && uids.has(other) && !isDeleting(uids.get(other)))
  if (others.length > 0) control.store.update(withoutOwner(member, uid))
  else {
    const propagation = dependents.has(memberUid) ? 'Foreground' : 'Background'
    control.store.delete(idOf(member), { propagation, uid: memberUid })
  }
}

function finish(control: Control, owner: KubeObject, finalizer: string): void {
  const current = control.store.get(idOf(owner))
  if (current !== undefined && hasFinalizer(current, finalizer))
    control.store.update(withoutFinalizer(current, finalizer))
}

function blocks(member: KubeObject, uid: string): boolean {
  return listAt(member, 'metadata', 'ownerReferences').some(
    (owner) => textAt(owner, 'uid') === uid && isTrueAt(owner, 'blockOwnerDeletion'),
  )
}

function ownersOf(object: KubeObject): readonly string[] {
  return listAt(object, 'metadata', 'ownerReferences').map((owner) => textAt(owner, 'uid'))
}

function withoutOwner(object: KubeObject, uid: string): KubeObject {
  const left = listAt(object, 'metadata', 'ownerReferences').filter((owner) => textAt(owner, 'uid') !== uid)
  const { ownerReferences: _dropped, ...metadata } = object.metadata
  return { ...object, metadata: left.length === 0 ? metadata : { ...metadata, ownerReferences: left } }
}
