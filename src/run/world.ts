import { field, type KubeObject } from '../plan/objects.ts'
import type { ObjectRef } from './events.ts'
import type { IndexedWorld } from './judgement.ts'
import { aboutKeys, ownerKeys, worldIndex } from './world-index.ts'

/** A world that can be told of changes; never goes back behind what it has seen or what we wrote ourselves. */
export interface LiveWorld extends IndexedWorld {
  /** Takes an object from a watch or from the answer to our own write; false when it is older than what is known. */
  put(object: KubeObject): boolean
  remove(object: KubeObject): boolean
  find(ref: ObjectRef): KubeObject | undefined
  /** The object of that uid, whatever its kind. */
  withUid(uid: string): KubeObject | undefined
  /** True for an object that was there and is not any more. */
  hasGone(uid: string): boolean
}

/** An empty world. */
export function liveWorld(): LiveWorld {
  const kinds = new Map<string, Map<string, KubeObject>>()
  const lists = new Map<string, readonly KubeObject[]>()
  const uids = new Map<string, KubeObject>()
  const gone = new Set<string>()
  const owned = worldIndex(ownerKeys)
  const about = worldIndex(aboutKeys)
  const objectsOf = (kind: string): Map<string, KubeObject> => {
    const known = kinds.get(kind)
    if (known !== undefined) return known
    const fresh = new Map<string, KubeObject>()
    kinds.set(kind, fresh)
    return fresh
  }
  return {
    of: (kind) => {
      const known = lists.get(kind)
      if (known !== undefined) return known
      const list = [...objectsOf(kind).values()]
      lists.set(kind, list)
      return list
    },
    put: (object) => {
      const uid = uidOf(object)
      if (gone.has(uid)) return false
      const objects = objectsOf(object.kind)
      const key = keyOf(object.metadata)
      const before = objects.get(key)
      if (before !== undefined && uidOf(before) === uid && !isNewer(object, before)) return false
      objects.set(key, object)
      lists.delete(object.kind)
      if (before !== undefined) uids.delete(uidOf(before))
      if (uid !== '') uids.set(uid, object)
      owned.put(object)
      about.put(object)
      return true
    },
    remove: (object) => {
      const uid = uidOf(object)
      if (uid !== '') gone.add(uid)
      uids.delete(uid)
      const objects = objectsOf(object.kind)
      const key = keyOf(object.metadata)
      const before = objects.get(key)
      if (before === undefined || uidOf(before) !== uid) return false
      lists.delete(object.kind)
      owned.remove(object)
      about.remove(object)
      return objects.delete(key)
    },
    find: (ref) => objectsOf(ref.kind).get(keyOf(ref)),
    withUid: (uid) => uids.get(uid),
    hasGone: (uid) => gone.has(uid),
    byUid: (kind, uid) => {
      const object = uids.get(uid)
      return object?.kind === kind ? object : undefined
    },
    named: (kind, namespace, name) =>
      objectsOf(kind).get(keyOf({ name, ...(namespace === undefined ? {} : { namespace }) })),
    ownedBy: (kind, uid) => owned.get(`${kind}/${uid}`),
    eventsOf: (uid) => about.get(uid),
  }
}

/** The uid of a live object; empty for one that was never stored. */
export function uidOf(object: KubeObject): string {
  return textField(object, 'metadata', 'uid') ?? ''
}

/** A field that is text. */
export function textField(value: unknown, ...path: readonly (string | number)[]): string | undefined {
  const found = field(value, ...path)
  return typeof found === 'string' ? found : undefined
}

/** A field that is a number. */
export function numberField(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const found = field(value, ...path)
  return typeof found === 'number' ? found : undefined
}

/** A field that is a list. */
export function listField(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = field(value, ...path)
  return Array.isArray(found) ? found : []
}

/** What identifies an object. */
export function refOf(object: KubeObject): ObjectRef {
  const { name, namespace } = object.metadata
  return { apiVersion: object.apiVersion, kind: object.kind, ...(namespace === undefined ? {} : { namespace }), name }
}

/** One text that identifies an object among all kinds. */
export function refKey(ref: ObjectRef): string {
  return `${ref.apiVersion}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`
}

function keyOf(at: { readonly namespace?: string; readonly name: string }): string {
  return `${at.namespace ?? ''}/${at.name}`
}

/** Resource versions are decimal numbers of any length; equal ones are the same state. */
function isNewer(object: KubeObject, before: KubeObject): boolean {
  const a = textField(object, 'metadata', 'resourceVersion') ?? ''
  const b = textField(before, 'metadata', 'resourceVersion') ?? ''
  if (a === '' || b === '') return true
  return a.length === b.length ? a > b : a.length > b.length
}
