import type { KubeObject } from '../../plan/objects.ts'
import { listAt, textAt } from '../api/json.ts'
import type { LocalStore, StoreEvent } from '../contract.ts'
import { isTrueAt } from './fields.ts'

/** The objects of one kind, indexed by the questions controllers ask, always as new as the store. */
export interface ObjectCache {
  get(namespace: string, name: string): KubeObject | undefined
  /** Objects whose controller has this uid, the oldest first. */
  controlledBy(uid: string): readonly KubeObject[]
  inNamespace(namespace: string): readonly KubeObject[]
  all(): Iterable<KubeObject>
  /** Calls back after each write, when the cache already shows it. */
  onChange(callback: (event: StoreEvent, before: KubeObject | undefined) => void): void
}

/** The kinds a set of controllers reads, each followed once. */
export interface ObjectCaches {
  of(apiVersion: string, kind: string): ObjectCache
  stop(): void
}

/** Caches over a store; each starts with what is there. */
export function objectCaches(store: LocalStore): ObjectCaches {
  const caches = new Map<string, ObjectCache>()
  const stops: (() => void)[] = []
  return {
    of(apiVersion, kind) {
      const key = `${apiVersion} ${kind}`
      const known = caches.get(key)
      if (known !== undefined) return known
      const { cache, stop } = followKind(store, apiVersion, kind)
      caches.set(key, cache)
      stops.push(stop)
      return cache
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}

/** `namespace/name`, the key of an object within its kind. */
export function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`
}

/** The owner that manages an object. */
export function controllerOf(object: KubeObject): unknown {
  return listAt(object, 'metadata', 'ownerReferences').find((owner) => isTrueAt(owner, 'controller'))
}

type Index = Map<string, Map<string, KubeObject>>

function followKind(store: LocalStore, apiVersion: string, kind: string): { cache: ObjectCache; stop: () => void } {
  const byKey = new Map<string, KubeObject>()
  const byOwner: Index = new Map()
  const byNamespace: Index = new Map()
  const callbacks: ((event: StoreEvent, before: KubeObject | undefined) => void)[] = []

  function put(key: string, object: KubeObject): void {
    byKey.set(key, object)
    putInto(byNamespace, object.metadata.namespace ?? '', key, object)
    putInto(byOwner, textAt(controllerOf(object), 'uid'), key, object)
  }

  function remove(key: string, object: KubeObject): void {
    byKey.delete(key)
    removeFrom(byNamespace, object.metadata.namespace ?? '', key)
    removeFrom(byOwner, textAt(controllerOf(object), 'uid'), key)
  }

  function receive(event: StoreEvent): void {
    if (event.object.apiVersion !== apiVersion) return
    const key = keyOf(event.object)
    const before = byKey.get(key)
    if (before !== undefined && textAt(controllerOf(before), 'uid') !== textAt(controllerOf(event.object), 'uid'))
      remove(key, before)
    if (event.type === 'DELETED') remove(key, event.object)
    else put(key, event.object)
    for (const callback of callbacks) callback(event, before)
  }

  for (const object of store.list(apiVersion, kind)) put(keyOf(object), object)
  const stop = store.watch([kind], receive)
  const cache: ObjectCache = {
    get: (namespace, name) => byKey.get(`${namespace}/${name}`),
    controlledBy: (uid) => [...(byOwner.get(uid)?.values() ?? [])],
    inNamespace: (namespace) => [...(byNamespace.get(namespace)?.values() ?? [])],
    all: () => byKey.values(),
    onChange: (callback) => void callbacks.push(callback),
  }
  return { cache, stop }
}

function putInto(index: Index, group: string, key: string, object: KubeObject): void {
  const members = index.get(group) ?? new Map<string, KubeObject>()
  members.set(key, object)
  index.set(group, members)
}

function removeFrom(index: Index, group: string, key: string): void {
  const members = index.get(group)
  members?.delete(key)
  if (members?.size === 0) index.delete(group)
}
