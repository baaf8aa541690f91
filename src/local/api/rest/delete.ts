import type { KubeObject } from '../../../plan/objects.ts'
import type { StoreDeleteOptions } from '../../contract.ts'
import { timestamp } from '../../timestamp.ts'
import { conflict, forbidden, notFound } from '../fault.ts'
import { asDraft, cloned, type Draft, ensure, listAt, numberAt, textAt } from '../json.ts'
import { asObject, type Kernel, type Target, type WriteOptions } from '../kernel.ts'
import { behaviorOf } from '../kinds/behaviors.ts'
import type { Resource } from '../resource.ts'
import { keyOf } from '../store/storage.ts'

/** How to delete, as the API knows it. */
export interface DeleteWish extends StoreDeleteOptions {
  readonly resourceVersion?: string
}

/** What a delete left: the object that is gone, or that is on its way out. */
export interface DeleteResult {
  readonly object: KubeObject
  readonly isGone: boolean
}

const FOREGROUND = 'foregroundDeletion'
const ORPHAN = 'orphan'

/** Deletes an object, or marks it when something still has to happen first. */
export function deleteObject(kernel: Kernel, target: Target, wish: DeleteWish, options: WriteOptions): DeleteResult {
  const { resource, namespace, name } = target
  const key = keyOf(resource.isNamespaced ? namespace : undefined, name)
  const old = kernel.storage.get(resource.storage, key)
  if (old === undefined) throw notFound(resource, name)
  checkPreconditions(target, old, wish)
  const draft = marked(kernel, resource, old, wish)
  if (draft === undefined) {
    if (options.isDryRun) return { object: old, isGone: true }
    return { object: finishRemoval(kernel, resource, key) ?? old, isGone: true }
  }
  const object = asObject(draft)
  if (options.isDryRun || isAlready(old, draft)) return { object, isGone: false }
  return { object: kernel.storage.put(resource.storage, key, object), isGone: false }
}

/** Takes an object out of the store for good. */
export function finishRemoval(kernel: Kernel, resource: Resource, key: string): KubeObject | undefined {
  const removed = kernel.storage.remove(resource.storage, key)
  if (removed !== undefined) behaviorOf(resource).onRemoved?.(removed, kernel)
  return removed
}

/** Whether an object that was marked has nothing left to wait for. */
export function isReadyToGo(object: KubeObject): boolean {
  if (textAt(object, 'metadata', 'deletionTimestamp') === '') return false
  if (listAt(object, 'metadata', 'finalizers').length > 0) return false
  if (object.kind === 'Namespace' && object.apiVersion === 'v1')
    return listAt(object, 'spec', 'finalizers').length === 0
  return numberAt(object, 'metadata', 'deletionGracePeriodSeconds') === 0 || !isPod(object)
}

function isPod(object: KubeObject): boolean {
  return object.kind === 'Pod' && object.apiVersion === 'v1'
}

function checkPreconditions({ resource, name }: Target, old: KubeObject, wish: DeleteWish): void {
  const uid = textAt(old, 'metadata', 'uid')
  if (wish.uid !== undefined && wish.uid !== uid)
    throw conflict(
      resource,
      name,
      `the UID in the precondition (${wish.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    )
  const version = textAt(old, 'metadata', 'resourceVersion')
  if (wish.resourceVersion !== undefined && wish.resourceVersion !== version)
    throw conflict(
      resource,
      name,
      `Precondition failed: ResourceVersion in precondition: ${wish.resourceVersion}, ResourceVersion in object meta: ${version}`,
    )
  if (resource.storage === '/namespaces' && ['default', 'kube-system', 'kube-public'].includes(name))
    throw forbidden(resource, name, 'this namespace may not be deleted')
}

/** The object with its marks of deletion; undefined when it may go at once. */
function marked(kernel: Kernel, resource: Resource, old: KubeObject, wish: DeleteWish): Draft | undefined {
  const finalizers = finalizersAfter(resource, old, wish)
  const grace = isPod(old) ? podGrace(old, wish) : 0
  const isNamespace = resource.storage === '/namespaces' && listAt(old, 'spec', 'finalizers').length > 0
  if (finalizers.length === 0 && grace === 0 && !isNamespace) return undefined
  const draft = { ...asDraft(old), metadata: cloned(asDraft(old.metadata)) }
  const metadata: Draft = draft.metadata
  const isMarked = textAt(metadata, 'deletionTimestamp') !== ''
  if (finalizers.length > 0) metadata['finalizers'] = finalizers
  else delete metadata['finalizers']
  if (!isMarked || grace < Number(metadata['deletionGracePeriodSeconds'] ?? 0)) {
    metadata['deletionTimestamp'] = timestamp(kernel.clock.now() + grace * 1000)
    metadata['deletionGracePeriodSeconds'] = grace
    if (!isMarked && behaviorOf(resource).hasGeneration === true)
      metadata['generation'] = Number(metadata['generation'] ?? 0) + 1
  }
  if (!isNamespace) return draft
  delete metadata['deletionGracePeriodSeconds']
  const status = { ...ensure(cloned(draft), 'status'), phase: 'Terminating' }
  return { ...draft, status }
}

function finalizersAfter(resource: Resource, old: KubeObject, wish: DeleteWish): readonly string[] {
  const others = listAt(old, 'metadata', 'finalizers').filter((item) => typeof item === 'string')
  const kept = others.filter((item) => item !== FOREGROUND && item !== ORPHAN)
  if (wish.propagation === 'Foreground') return [...kept, FOREGROUND]
  if (wish.propagation === 'Orphan') return [...kept, ORPHAN]
  if (wish.propagation === 'Background') return kept
  if (others.length > kept.length) return others
  return behaviorOf(resource).orphansDependents === true ? [...kept, ORPHAN] : kept
}

// A pod that never reached a node, or whose containers are done, has nothing to shut down.
function podGrace(pod: KubeObject, wish: DeleteWish): number {
  const isDone = ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase'))
  if (textAt(pod, 'spec', 'nodeName') === '' || isDone) return 0
  const asked = wish.gracePeriodSeconds ?? numberAt(pod, 'spec', 'terminationGracePeriodSeconds') ?? 30
  const running = numberAt(pod, 'metadata', 'deletionGracePeriodSeconds')
  return Math.max(0, running === undefined ? asked : Math.min(asked, running))
}

function isAlready(old: KubeObject, draft: Draft): boolean {
  return JSON.stringify(old) === JSON.stringify(draft)
}
