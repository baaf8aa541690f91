import { field, type KubeObject } from '../plan/objects.ts'

/** Objects by some key, kept in step with a world. */
export interface WorldIndex {
  get(key: string): readonly KubeObject[]
  put(object: KubeObject): void
  remove(object: KubeObject): void
}

const none: readonly KubeObject[] = []

/** An index over what `keysOf` says about each object; the newest version of an object replaces the one before. */
export function worldIndex(keysOf: (object: KubeObject) => readonly string[]): WorldIndex {
  const byKey = new Map<string, Map<string, KubeObject>>()
  const keysByObject = new Map<string, readonly string[]>()
  const remove = (object: KubeObject): void => {
    const id = idOf(object)
    for (const key of keysByObject.get(id) ?? []) {
      const objects = byKey.get(key)
      objects?.delete(id)
      if (objects?.size === 0) byKey.delete(key)
    }
    keysByObject.delete(id)
  }
  return {
    get: (key) => {
      const objects = byKey.get(key)
      return objects === undefined ? none : [...objects.values()]
    },
    put: (object) => {
      remove(object)
      const id = idOf(object)
      const keys = keysOf(object)
      keysByObject.set(id, keys)
      for (const key of keys) byKey.set(key, (byKey.get(key) ?? new Map()).set(id, object))
    },
    remove,
  }
}

/** `KIND/UID` of every owner of an object: `Pod/1234` are the pods that 1234 owns. */
export function ownerKeys(object: KubeObject): readonly string[] {
  const owners = field(object, 'metadata', 'ownerReferences')
  return Array.isArray(owners) ? owners.map((owner) => `${object.kind}/${String(field(owner, 'uid'))}`) : []
}

/** The uid of what an event is about. */
export function aboutKeys(object: KubeObject): readonly string[] {
  if (object.kind !== 'Event') return []
  return [String(field(object, 'involvedObject', 'uid') ?? field(object, 'regarding', 'uid') ?? '')]
}

function idOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`
}
