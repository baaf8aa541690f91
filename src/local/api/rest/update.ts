import type { KubeObject } from '../../../plan/objects.ts'
import { ApiFault, badRequest, conflict, notFound, OBJECT_MODIFIED } from '../fault.ts'
import { asDraft, cloned, type Draft, ensure, isSame, textAt } from '../json.ts'
import type { Kernel, Target, WriteOptions } from '../kernel.ts'
import type { Behavior } from '../kinds/behavior.ts'
import { behaviorOf } from '../kinds/behaviors.ts'
import { trackUpdate } from '../managed/track-update.ts'
import { keyOf } from '../store/storage.ts'
import { finishRemoval, isReadyToGo } from './delete.ts'
import { checkSize, isUnchanged, storeDraft, validateDraft } from './finish.ts'
import { forStorage, fromStorage } from './versions.ts'

/** A change of an object that is there. */
export interface Change {
  /** `status`, `finalize`, or empty for everything but status. */
  readonly subresource: string
  /** Makes the wanted object from the stored one, as its version serves it. */
  readonly next: (old: KubeObject) => Draft
  /** Sets the managed fields itself. */
  readonly isTracked?: boolean
}

/** Replaces an object; without a difference nothing is written. */
export function updateObject(kernel: Kernel, target: Target, change: Change, options: WriteOptions): KubeObject {
  const { resource, namespace, name } = target
  const key = keyOf(resource.isNamespaced ? namespace : undefined, name)
  const old = kernel.storage.get(resource.storage, key)
  if (old === undefined) throw notFound(resource, name)
  const wanted = forStorage(resource, change.next(fromStorage(resource, old)))
  checkIdentity(target, wanted, old)
  const isStatus = change.subresource === 'status'
  const draft = isStatus ? withStatus(old, wanted) : withoutStatus(kernel, target, old, wanted)
  if (keepsFinalizers(target, change, options)) draft['spec'] = old['spec']
  if (!isStatus) validateDraft(kernel, target, draft, old)
  if (change.isTracked !== true) trackUpdate(kernel, target, { draft, old, options, subresource: change.subresource })
  if (isUnchanged(draft, old)) return fromStorage(resource, old)
  if (options.manager !== undefined) checkSize(draft)
  const stored = storeDraft(kernel, target, key, draft, options)
  if (!options.isDryRun && isReadyToGo(stored)) finishRemoval(kernel, resource, key)
  return fromStorage(resource, stored)
}

// Only the subresource `finalize`, and controllers in process, may end the wait of a namespace.
function keepsFinalizers({ resource }: Target, change: Change, options: WriteOptions): boolean {
  return resource.storage === '/namespaces' && change.subresource === '' && options.manager !== undefined
}

function checkIdentity({ resource, name }: Target, wanted: Draft, old: KubeObject): void {
  const given = textAt(wanted, 'metadata', 'name')
  if (given !== name)
    throw badRequest(
      given === ''
        ? 'the name of the object (based on metadata.name) must be set'
        : `the name of the object (${given}) does not match the name on the URL (${name})`,
    )
  const uid = textAt(wanted, 'metadata', 'uid')
  const oldUid = textAt(old, 'metadata', 'uid')
  if (uid !== '' && uid !== oldUid)
    throw conflict(resource, name, `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${oldUid}`)
  const version = textAt(wanted, 'metadata', 'resourceVersion')
  if (version !== '' && !/^\d+$/.test(version))
    throw new ApiFault(422, 'Invalid', `invalid resource version "${version}"`)
  if (version !== '' && version !== textAt(old, 'metadata', 'resourceVersion'))
    throw conflict(resource, name, OBJECT_MODIFIED)
}

function withStatus(old: KubeObject, wanted: Draft): Draft {
  const { metadata } = old
  const draft: Draft = { ...asDraft(old), metadata: { ...metadata } }
  const status = wanted['status']
  if (status === undefined) delete draft['status']
  else draft['status'] = cloned(status)
  return draft
}

function withoutStatus(kernel: Kernel, target: Target, old: KubeObject, wanted: Draft): Draft {
  const { resource } = target
  const behavior = behaviorOf(resource)
  const draft = cloned(wanted)
  keepMetadata(draft, old)
  if (resource.subresources.some(({ name }) => name === 'status')) {
    if (old['status'] === undefined) delete draft['status']
    else draft['status'] = old['status']
  }
  behavior.onUpdate?.(draft, old, kernel)
  behavior.defaults?.(draft, kernel)
  const isOther = isOtherWish(behavior, draft, asDraft(old))
  if (behavior.hasGeneration === true && isOther) {
    const metadata = ensure(draft, 'metadata')
    metadata['generation'] = Number(old.metadata['generation'] ?? 0) + 1
  }
  return draft
}

const KEPT = [
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'generateName',
  'namespace',
]

function keepMetadata(draft: Draft, old: KubeObject): void {
  const metadata = ensure(draft, 'metadata')
  for (const field of KEPT) {
    if (old.metadata[field] === undefined) delete metadata[field]
    else metadata[field] = old.metadata[field]
  }
  metadata['resourceVersion'] = old.metadata['resourceVersion']
  if (metadata['managedFields'] === undefined && old.metadata['managedFields'] !== undefined)
    metadata['managedFields'] = old.metadata['managedFields']
  // An object on its way out takes no new finalizers.
  if (old.metadata['deletionTimestamp'] === undefined || !Array.isArray(metadata['finalizers'])) return
  const before = Array.isArray(old.metadata['finalizers']) ? old.metadata['finalizers'] : []
  metadata['finalizers'] = metadata['finalizers'].filter((finalizer) => before.includes(finalizer))
}

function isOtherWish({ wishOf = wholeWish }: Behavior, draft: Draft, old: Draft): boolean {
  return !isSame(wishOf(draft), wishOf(old))
}

function wholeWish({ metadata: _, status: __, ...wish }: Draft): Draft {
  return wish
}
