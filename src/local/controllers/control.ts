import type { KubeObject } from '../../plan/objects.ts'
import { ApiFault } from '../api/fault.ts'
import type { LocalClock, LocalStore } from '../contract.ts'
import { type EventRecorder, eventRecorder } from './event-recorder.ts'
import { keyOf, type ObjectCache, type ObjectCaches, objectCaches } from './object-cache.ts'
import { type WorkQueue, workQueue } from './work-queue.ts'

/** What every controller works with. */
export interface Control {
  readonly store: LocalStore
  readonly clock: LocalClock
  readonly caches: ObjectCaches
  readonly events: EventRecorder
  /** Told of failures that are no answer of the API server: mistakes of a controller. */
  readonly onError: (controller: string, key: string, error: unknown) => void
  /** What to call when the cluster stops. */
  readonly stops: (() => void)[]
}

/** One controller: wires its watches and queues, and returns nothing; `control.stops` ends it. */
export type Controller = (control: Control) => void

/** A control loop over the objects of one kind. */
export interface LoopOptions {
  readonly name: string
  readonly cache: ObjectCache
  readonly reconcile: (object: KubeObject) => void
  /** Called when a key's object is gone. */
  readonly forget?: (key: string) => void
  /** How long changes of the objects themselves are collected; the first sight of an object is never delayed. */
  readonly batchMs?: number
  readonly firstRetryMs?: number
  readonly longestRetryMs?: number
}

/** Caches, events and clean-up for a set of controllers on one store. */
export function controlOf(store: LocalStore, onError: Control['onError']): Control {
  const caches = objectCaches(store)
  const events = eventRecorder(store)
  return { store, clock: store.clock, caches, events, onError, stops: [() => caches.stop(), () => events.stop()] }
}

/** Runs `reconcile` for each object of the kind now and whenever it changes; the queue takes further reasons. */
export function controlLoop(control: Control, options: LoopOptions): WorkQueue {
  const { name, cache, reconcile, forget, batchMs = 0 } = options
  const queue = workQueue({
    clock: control.clock,
    reconcile(key) {
      const object = objectOf(cache, key)
      if (object === undefined) forget?.(key)
      else reconcile(object)
    },
    onFault(key, error) {
      if (!isApiFault(error)) control.onError(name, key, error)
    },
    ...(options.firstRetryMs === undefined ? {} : { firstRetryMs: options.firstRetryMs }),
    ...(options.longestRetryMs === undefined ? {} : { longestRetryMs: options.longestRetryMs }),
  })
  for (const object of cache.all()) queue.add(keyOf(object))
  cache.onChange(({ type, object }) => queue.add(keyOf(object), type === 'MODIFIED' ? batchMs : 0))
  control.stops.push(() => queue.stop())
  return queue
}

/** True for an answer of the API server, which a controller lives with; anything else is a mistake of ours. */
export function isApiFault(error: unknown): error is ApiFault {
  return error instanceof ApiFault
}

function objectOf(cache: ObjectCache, key: string): KubeObject | undefined {
  const [namespace = '', name = ''] = key.split('/')
  return cache.get(namespace, name)
}
