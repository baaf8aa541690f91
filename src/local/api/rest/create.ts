import type { KubeObject } from '../../../plan/objects.ts'
import { timestamp } from '../../timestamp.ts'
import { ApiFault, alreadyExists, badRequest, forbidden, notFound, plainFault } from '../fault.ts'
import { type Draft, ensure, textAt } from '../json.ts'
import type { Kernel, Target, WriteOptions } from '../kernel.ts'
import { behaviorOf } from '../kinds/behaviors.ts'
import { trackUpdate } from '../managed/track-update.ts'
import { keyOf } from '../store/storage.ts'
import { admitDraft, checkSize, storeDraft, validateDraft } from './finish.ts'
import { forStorage, fromStorage } from './versions.ts'

const SUFFIX_TRIES = 8
// A generated name is cut so that its suffix fits.
const GENERATED_PREFIX = 58

/** Creates an object from a draft that was read by its type. */
export function createObject(
  kernel: Kernel,
  target: Target,
  body: Draft,
  options: WriteOptions,
  isTracked = false,
): KubeObject {
  const { resource, namespace } = target
  const draft = forStorage(resource, body)
  const metadata = ensure(draft, 'metadata')
  if (resource.isNamespaced && textAt(metadata, 'namespace') === '')
    throw badRequest('an empty namespace may not be set during creation')
  if (textAt(metadata, 'resourceVersion') !== '')
    throw plainFault('resourceVersion should not be set on objects to be created')
  checkNamespaceIsOpen(kernel, target)
  nameDraft(kernel, target, metadata)
  const name = textAt(metadata, 'name')
  const key = keyOf(resource.isNamespaced ? namespace : undefined, name)
  settle(kernel, target, draft)
  const admitted = admitDraft(kernel, draft, options)
  behaviorOf(resource).onAdmitted?.(admitted, kernel)
  validateDraft(kernel, target, admitted, undefined)
  if (name !== '' && kernel.storage.get(resource.storage, key) !== undefined) throw alreadyExists(resource, name)
  if (!isTracked) trackUpdate(kernel, target, { draft: admitted, old: undefined, options, subresource: '' })
  if (options.manager !== undefined) checkSize(admitted)
  return fromStorage(resource, storeDraft(kernel, target, key, admitted, options))
}

function settle(kernel: Kernel, { resource }: Target, draft: Draft): void {
  const behavior = behaviorOf(resource)
  const metadata = ensure(draft, 'metadata')
  delete metadata['deletionTimestamp']
  delete metadata['deletionGracePeriodSeconds']
  delete metadata['selfLink']
  delete metadata['generation']
  delete metadata['resourceVersion']
  metadata['uid'] = kernel.ids.uid()
  metadata['creationTimestamp'] = timestamp(kernel.clock.now())
  if (behavior.hasGeneration === true) metadata['generation'] = 1
  if (resource.subresources.some(({ name }) => name === 'status')) delete draft['status']
  behavior.onCreate?.(draft, kernel)
  behavior.defaults?.(draft, kernel)
}

function nameDraft(kernel: Kernel, { resource, namespace }: Target, metadata: Draft): void {
  const prefix = textAt(metadata, 'generateName')
  if (textAt(metadata, 'name') !== '' || prefix === '') return
  for (let tries = 0; tries < SUFFIX_TRIES; tries++) {
    const name = `${prefix.slice(0, GENERATED_PREFIX)}${kernel.ids.suffix()}`
    const key = keyOf(resource.isNamespaced ? namespace : undefined, name)
    metadata['name'] = name
    if (kernel.storage.get(resource.storage, key) === undefined) return
  }
}

function checkNamespaceIsOpen(kernel: Kernel, { resource, namespace, name }: Target): void {
  if (!resource.isNamespaced || namespace === undefined) return
  const found = kernel.storage.get('/namespaces', namespace)
  if (found === undefined) throw notFound({ group: '', resource: 'namespaces' }, namespace)
  if (textAt(found, 'metadata', 'deletionTimestamp') === '') return
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`
  const causes = [
    {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    },
  ]
  const { status } = forbidden(resource, name, why)
  throw new ApiFault(403, 'Forbidden', status.message ?? why, { ...status.details, causes })
}
