import { field, type KubeObject } from '../plan/objects.ts'
import type { IndexedWorld, World } from './judgement.ts'
import { textField, uidOf } from './world.ts'

const none: readonly KubeObject[] = []

/** Indexes a world as it is now; each kind is walked once, when it is first asked for. */
export function indexed(world: World | IndexedWorld): IndexedWorld {
  if ('ownedBy' in world) return world
  const uids = lazily(world, (object) => [uidOf(object)])
  const names = lazily(world, (object) => [nameKey(object.metadata.namespace, object.metadata.name)])
  const owners = lazily(world, ownerUids)
  const events = lazily(world, (event) => [aboutUid(event)])
  return {
    of: (kind) => world.of(kind),
    byUid: (kind, uid) => uids(kind).get(uid)?.[0],
    named: (kind, namespace, name) => names(kind).get(nameKey(namespace, name))?.[0],
    ownedBy: (kind, uid) => owners(kind).get(uid) ?? none,
    eventsOf: (uid) => (events('Event').get(uid) ?? none).toSorted(byTime),
  }
}

function lazily(world: World, keys: (object: KubeObject) => readonly string[]) {
  const built = new Map<string, Map<string, KubeObject[]>>()
  return (kind: string): Map<string, KubeObject[]> => {
    const known = built.get(kind)
    if (known) return known
    const index = new Map<string, KubeObject[]>()
    for (const object of world.of(kind)) for (const key of keys(object)) add(index, key, object)
    built.set(kind, index)
    return index
  }
}

function add(index: Map<string, KubeObject[]>, key: string, object: KubeObject): void {
  const list = index.get(key)
  if (list) list.push(object)
  else index.set(key, [object])
}

function ownerUids(object: KubeObject): readonly string[] {
  const owners = field(object, 'metadata', 'ownerReferences')
  return Array.isArray(owners) ? owners.map((owner) => textField(owner, 'uid') ?? '') : []
}

function aboutUid(event: KubeObject): string {
  return textField(event, 'involvedObject', 'uid') ?? textField(event, 'regarding', 'uid') ?? ''
}

function nameKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`
}

/** Oldest first; a repeated event moves to where it was seen last. */
function byTime(a: KubeObject, b: KubeObject): number {
  const [first, second] = [seenAt(a), seenAt(b)]
  return first < second ? -1 : first > second ? 1 : 0
}

function seenAt(event: KubeObject): string {
  const time = textField(event, 'series', 'lastObservedTime') ?? textField(event, 'lastTimestamp')
  return (time ?? textField(event, 'eventTime') ?? textField(event, 'metadata', 'creationTimestamp') ?? '').slice(0, 19)
}
