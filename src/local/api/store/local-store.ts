import type { KubeObject } from '../../../plan/objects.ts'
import type { LocalStore, ObjectKey, StoreEvent } from '../../contract.ts'
import { noSuchPath } from '../fault.ts'
import { asDraft, cloned, type Draft, ensure } from '../json.ts'
import { ADMIN, type Kernel, type Target, type WriteOptions } from '../kernel.ts'
import type { Resource } from '../resource.ts'
import { createObject } from '../rest/create.ts'
import { deleteObject } from '../rest/delete.ts'
import { updateObject } from '../rest/update.ts'
import { fromStorage, isServedAsStored } from '../rest/versions.ts'
import type { Change } from './change.ts'
import { keyOf } from './storage.ts'

const OPTIONS: WriteOptions = { user: ADMIN, isDryRun: false, manager: undefined, validation: 'Ignore', warn: () => {} }

/** The store as controllers and node runtimes use it. */
export function createLocalStore(kernel: Kernel): LocalStore {
  const callbacks = new Map<string, Set<(event: StoreEvent) => void>>()
  kernel.storage.follow((change) => {
    for (const callback of [...(callbacks.get(change.object.kind) ?? [])]) callback(eventOf(change))
  })

  return {
    clock: kernel.clock,
    get(key) {
      const resource = kernel.resources.ofKind(key.apiVersion, key.kind)
      if (resource === undefined) return undefined
      const found = kernel.storage.get(resource.storage, storageKey(resource, key))
      return found === undefined ? undefined : fromStorage(resource, found)
    },
    list(apiVersion, kind, namespace) {
      const resource = kernel.resources.ofKind(apiVersion, kind)
      if (resource === undefined) return []
      const prefix = namespace === undefined || !resource.isNamespaced ? '' : `${namespace}/`
      const found = kernel.storage
        .keys(resource.storage, prefix)
        .flatMap((key) => kernel.storage.get(resource.storage, key) ?? [])
      return isServedAsStored(resource) ? found : found.map((object) => fromStorage(resource, object))
    },
    create: (object) => createObject(kernel, targetOf(kernel, object), draftOf(object), OPTIONS),
    update: (object) =>
      updateObject(kernel, targetOf(kernel, object), { subresource: '', next: () => draftOf(object) }, OPTIONS),
    updateStatus: (object) =>
      updateObject(kernel, targetOf(kernel, object), { subresource: 'status', next: () => asDraft(object) }, OPTIONS),
    delete(key, options = {}) {
      deleteObject(kernel, { ...key, resource: resourceOf(kernel, key), namespace: key.namespace }, options, OPTIONS)
    },
    watch(kinds, callback) {
      for (const kind of kinds) {
        const known = callbacks.get(kind) ?? new Set()
        known.add(callback)
        callbacks.set(kind, known)
      }
      return () => {
        for (const kind of kinds) callbacks.get(kind)?.delete(callback)
      }
    },
  }
}

function eventOf({ type, object }: Change): StoreEvent {
  return { type, object }
}

function storageKey(resource: Resource, key: ObjectKey): string {
  return keyOf(resource.isNamespaced ? key.namespace : undefined, key.name)
}

function resourceOf(kernel: Kernel, { apiVersion, kind }: { apiVersion: string; kind: string }): Resource {
  const resource = kernel.resources.ofKind(apiVersion, kind)
  if (resource === undefined) throw noSuchPath()
  return resource
}

function targetOf(kernel: Kernel, object: KubeObject): Target {
  const { name, namespace } = object.metadata
  return { resource: resourceOf(kernel, object), namespace, name }
}

// Controllers write whole objects with empty fields left in; a copy keeps what is stored apart from theirs.
function draftOf(object: KubeObject): Draft {
  const draft = cloned(asDraft(object))
  ensure(draft, 'metadata')
  return draft
}
