import type { KubeObject } from '../../../plan/objects.ts'
import type { LocalStore } from '../../contract.ts'
import { ApiFault, invalid } from '../fault.ts'
import { asDraft, cloned, type Draft, isSame, textAt } from '../json.ts'
import { asObject, type Kernel, type Target, type WriteOptions } from '../kernel.ts'
import { behaviorOf } from '../kinds/behaviors.ts'
import { createCauses } from '../validation/causes.ts'
import { checkCustom } from '../validation/custom.ts'
import { checkMetadata } from '../validation/metadata.ts'
import { checkShape } from '../validation/shape.ts'

const SIZE_LIMIT = 1_572_864

/** Throws what is wrong with a finished draft, all causes at once. */
export function validateDraft(kernel: Kernel, target: Target, draft: Draft, old: KubeObject | undefined): void {
  const { resource } = target
  const causes = createCauses()
  const behavior = behaviorOf(resource)
  checkMetadata(draft, resource.storage, causes)
  if (resource.typeName !== undefined) checkShape(kernel.types, resource.typeName, draft, causes)
  else checkCustom(resource, draft, causes)
  behavior.validate?.(draft, causes)
  if (old !== undefined) behavior.validateUpdate?.(draft, old, causes)
  if (causes.found.length > 0) throw invalid(resource, textAt(draft, 'metadata', 'name'), causes.found)
}

/** Lets admission look at a new object; what it answers is what is stored. */
export function admitDraft(kernel: Kernel, draft: Draft, options: WriteOptions): Draft {
  if (kernel.admit.length === 0) return draft
  const store = options.isDryRun ? withoutStatusWrites(kernel.store()) : kernel.store()
  let object = asObject(draft)
  for (const admit of kernel.admit) object = admit(object, store)
  return object === draft ? draft : cloned(asDraft(object))
}

// Quotas are asked on a dry run, but not charged.
function withoutStatusWrites(store: LocalStore): LocalStore {
  return { ...store, updateStatus: (object) => object }
}

/** Throws 413 when an object would not fit into one entry of the store; controllers write none of that size. */
export function checkSize(draft: Draft): void {
  if (JSON.stringify(draft).length <= SIZE_LIMIT) return
  throw new ApiFault(413, 'RequestEntityTooLarge', 'Request entity too large: limit is 1572864')
}

/** Whether two states of an object differ in nothing but bookkeeping. */
export function isUnchanged(draft: Draft, old: KubeObject): boolean {
  return isSame(withoutTimes(draft), withoutTimes(asDraft(old)))
}

function withoutTimes(object: Draft): Draft {
  const { managedFields, resourceVersion: _, ...metadata } = asDraft(object['metadata'])
  const fields = Array.isArray(managedFields) ? managedFields.map((entry) => ({ ...entry, time: undefined })) : []
  return { ...object, metadata: { ...metadata, managedFields: fields } }
}

/** Stores a finished draft, or only says what would be stored. */
export function storeDraft(
  kernel: Kernel,
  target: Target,
  key: string,
  draft: Draft,
  options: WriteOptions,
): KubeObject {
  const object = asObject(draft)
  return options.isDryRun ? object : kernel.storage.put(target.resource.storage, key, object)
}
