import type { KubeObject } from '../../../plan/objects.ts'
import type { Change } from './change.ts'
import { createHistory, type History } from './history.ts'

/** Objects by resource and key, each write with its own resourceVersion. Objects in it never change. */
export interface Storage {
  /** The version of the newest write. */
  version(): number
  get(storage: string, key: string): KubeObject | undefined
  /** Keys in order; `prefix` narrows to a namespace. */
  keys(storage: string, prefix: string): readonly string[]
  count(storage: string): number
  /** Stores the object under a new resourceVersion; what is stored is the result. */
  put(storage: string, key: string, object: KubeObject): KubeObject
  remove(storage: string, key: string): KubeObject | undefined
  /** Calls back on each change, in order; the result stops it. */
  follow(callback: (change: Change) => void): () => void
  followOne(storage: string, callback: (change: Change) => void): () => void
  readonly history: History
}

/** Settings of a storage. */
export interface StorageOptions {
  /** How many changes are kept for watches that start in the past. */
  readonly historyLimit: number
  readonly firstVersion: number
  /** Told of a callback that throws. */
  readonly onError: (error: unknown) => void
}

interface Table {
  readonly objects: Map<string, KubeObject>
  sorted: readonly string[] | undefined
}

/** The key of an object within its resource. */
export function keyOf(namespace: string | undefined, name: string): string {
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`
}

/** An empty storage. */
export function createStorage(options: StorageOptions): Storage {
  const tables = new Map<string, Table>()
  const history = createHistory(options.historyLimit, options.firstVersion)
  const everything = new Set<(change: Change) => void>()
  const single = new Map<string, Set<(change: Change) => void>>()
  const pending: Change[] = []
  let isDelivering = false
  let version = options.firstVersion

  function tableOf(storage: string): Table {
    const known = tables.get(storage)
    if (known !== undefined) return known
    const made: Table = { objects: new Map(), sorted: undefined }
    tables.set(storage, made)
    return made
  }

  // A callback may write: its change waits until everyone has seen the one before.
  function announce(change: Change): void {
    history.add(change)
    pending.push(change)
    if (isDelivering) return
    isDelivering = true
    for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
      for (const callback of [...everything, ...(single.get(next.storage) ?? [])]) call(callback, next)
    }
    isDelivering = false
  }

  function call(callback: (change: Change) => void, change: Change): void {
    try {
      callback(change)
    } catch (error) {
      options.onError(error)
    }
  }

  function stamped(object: KubeObject): KubeObject {
    version++
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(version) } }
  }

  return {
    version: () => version,
    get: (storage, key) => tables.get(storage)?.objects.get(key),
    count: (storage) => tables.get(storage)?.objects.size ?? 0,
    keys(storage, prefix) {
      const table = tables.get(storage)
      if (table === undefined) return []
      table.sorted ??= [...table.objects.keys()].sort()
      return prefix === '' ? table.sorted : withPrefix(table.sorted, prefix)
    },
    put(storage, key, object) {
      const table = tableOf(storage)
      const previous = table.objects.get(key)
      const stored = stamped(object)
      table.objects.set(key, stored)
      if (previous === undefined) table.sorted = undefined
      announce({ type: previous === undefined ? 'ADDED' : 'MODIFIED', storage, version, object: stored, previous })
      return stored
    },
    remove(storage, key) {
      const table = tables.get(storage)
      const previous = table?.objects.get(key)
      if (table === undefined || previous === undefined) return undefined
      table.objects.delete(key)
      table.sorted = undefined
      const last = stamped(previous)
      announce({ type: 'DELETED', storage, version, object: last, previous })
      return last
    },
    follow(callback) {
      everything.add(callback)
      return () => void everything.delete(callback)
    },
    followOne(storage, callback) {
      const callbacks = single.get(storage) ?? new Set()
      callbacks.add(callback)
      single.set(storage, callbacks)
      return () => void callbacks.delete(callback)
    },
    history,
  }
}

function withPrefix(sorted: readonly string[], prefix: string): readonly string[] {
  const from = firstAtLeast(sorted, prefix)
  let to = from
  while (to < sorted.length && sorted[to]?.startsWith(prefix)) to++
  return sorted.slice(from, to)
}

/** Index of the first text that is not before the wanted one. */
export function firstAtLeast(sorted: readonly string[], wanted: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < wanted) low = middle + 1
    else high = middle
  }
  return low
}
