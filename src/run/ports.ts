import type { KubeObject } from '../plan/objects.ts'
import type { Emit, ObjectRef } from './events.ts'
import type { Releases } from './releases.ts'

/** Time as the engine sees it: real on a runner, virtual in tests. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after that many milliseconds, or rejects with the signal's reason. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Which objects of a kind are meant. */
export interface Selection {
  readonly apiVersion: string
  readonly kind: string
  /** Undefined means all namespaces, or a kind that has none. */
  readonly namespace?: string
  readonly labelSelector?: string
  readonly fieldSelector?: string
}

/** One change of a watched set; `synced` comes once after the initial list and after each relist. */
export type Change =
  | { readonly type: 'added' | 'modified' | 'deleted'; readonly object: KubeObject }
  | { readonly type: 'synced'; readonly resourceVersion: string }

/** How an object is written. */
export interface ApplyOptions {
  readonly fieldManager: string
  readonly force: boolean
  readonly dryRun?: boolean
}

/** How an object is removed. */
export interface DeleteOptions {
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan'
  readonly gracePeriodSeconds?: number
  /** Only when the live object still has this uid. */
  readonly uid?: string
}

/** Which log is meant and from where on. */
export interface LogRequest {
  readonly namespace: string
  readonly pod: string
  readonly container: string
  readonly follow: boolean
  readonly previous?: boolean
  /** Restart count of the instance that is meant; a follow ends with it instead of going on with the next one. */
  readonly restarts?: number
  readonly tailLines?: number
  readonly sinceSeconds?: number
  /** Aborts when the caller learns that the container has ended and will not run again; saves asking for it. */
  readonly ended?: AbortSignal
}

/** One line of a container's output, without its line end. */
export interface LogLine {
  /** Kubernetes timestamp of the line, RFC 3339 with nanoseconds. */
  readonly time: string
  readonly text: string
}

/**
 * The cluster as the engine needs it. Every method throws ProblemError (kind `cluster`) for what cannot be retried
 * within its deadline; a missing object is a value, not an error.
 */
export interface Cluster {
  /** `managedFields` are left out unless they are asked for: they are half of an object's bytes. */
  get(ref: ObjectRef, options?: { readonly managedFields: boolean }): Promise<KubeObject | undefined>
  list(selection: Selection): Promise<readonly KubeObject[]>
  /** Creates; an object of that name that is already there is returned with `existed`. */
  create(object: KubeObject): Promise<{ readonly object: KubeObject; readonly existed: boolean }>
  /** Server-side apply. */
  apply(object: KubeObject, options: ApplyOptions): Promise<KubeObject>
  /** Replaces the whole object; `metadata.resourceVersion` in it makes it conditional. */
  replace(object: KubeObject): Promise<KubeObject>
  /** JSON merge patch. */
  patch(ref: ObjectRef, patch: unknown): Promise<KubeObject>
  /** Resolves true when there was something to delete. */
  delete(ref: ObjectRef, options?: DeleteOptions): Promise<boolean>
  /** Lists, then follows changes until aborted; survives cuts, 410 and silence. */
  watch(selection: Selection, signal: AbortSignal): AsyncIterable<Change>
  /** Lines from the first on, resumed after cuts without loss or repetition; ends when the container has ended. */
  logs(request: LogRequest, signal: AbortSignal): AsyncIterable<LogLine>
  /** Asks whether the current user may do that. */
  can(verb: string, selection: Selection & { readonly name?: string; readonly subresource?: string }): Promise<boolean>
  /** Milliseconds since the epoch by the server's clock, from the last answer's Date header. */
  serverTime(): number | undefined
}

/** What the engine works with. */
export interface Ports {
  readonly cluster: Cluster
  /** Absent where helm cannot reach the cluster, as inside this process. */
  readonly releases?: Releases
  readonly clock: Clock
  readonly emit: Emit
}
