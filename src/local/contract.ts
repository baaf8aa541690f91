import type { ApiRequest, ApiResponse } from '../cluster/transport.ts'
import type { KubeObject } from '../plan/objects.ts'

/** What identifies a stored object. */
export interface ObjectKey {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
}

/** One write, as watchers see it; delivered synchronously and in order after the write. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: KubeObject
}

/** Options of a delete. */
export interface StoreDeleteOptions {
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan'
  readonly gracePeriodSeconds?: number
  readonly uid?: string
}

/** Time of the local cluster: real, or virtual in tests. Timers never fire inside the call that sets them. */
export interface LocalClock {
  now(): number
  /** Calls back after that many milliseconds; the result cancels. */
  after(ms: number, callback: () => void): () => void
}

/**
 * The object store as controllers and node runtimes see it: in process, synchronous, as a user who may do everything.
 * Failures throw ApiFault (src/local/api/fault.ts), which carries the Status object a real server would answer.
 */
export interface LocalStore {
  get(key: ObjectKey): KubeObject | undefined
  /** All objects of a kind, in one namespace or in all. */
  list(apiVersion: string, kind: string, namespace?: string): readonly KubeObject[]
  create(object: KubeObject): KubeObject
  /** Replaces everything but status; `metadata.resourceVersion` makes it conditional. */
  update(object: KubeObject): KubeObject
  /** Replaces status only. */
  updateStatus(object: KubeObject): KubeObject
  delete(key: ObjectKey, options?: StoreDeleteOptions): void
  /** Calls back on every write of those kinds from now on; the result stops it. */
  watch(kinds: readonly string[], callback: (event: StoreEvent) => void): () => void
  readonly clock: LocalClock
}

/** A log as the API asks for it. */
export interface LogOptions {
  readonly container: string
  readonly follow: boolean
  readonly previous: boolean
  readonly timestamps: boolean
  readonly tailLines?: number
  readonly limitBytes?: number
  readonly sinceSeconds?: number
  readonly sinceTime?: string
  readonly signal: AbortSignal
}

/** A program that was started in a container which runs already. */
export interface ContainerCommand {
  write(input: Uint8Array): void
  /** No more input comes. */
  end(): void
  kill(): void
  /** Holds its output back, as long as nobody can take it. */
  pause(isPaused: boolean): void
  /** Its exit code. */
  readonly ended: Promise<number>
}

/** What to start in a container. */
export interface CommandOptions {
  readonly container: string
  readonly command: readonly string[]
  readonly hasInput: boolean
  readonly isTerminal: boolean
  readonly onOutput: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => void
}

/** A command that a client may talk with. */
export interface OpenedCommand {
  readonly kind: 'command'
  readonly start: (onOutput: CommandOptions['onOutput']) => ContainerCommand
}

/** Ports of a pod that a client may talk with. */
export interface OpenedForward {
  readonly kind: 'forward'
  readonly pod: string
  readonly reach: (port: number) => { readonly host: string; readonly port: number } | undefined
}

/** What goes on after a request in another protocol than HTTP. */
export type Opened = OpenedCommand | OpenedForward

/** Runs the pods that are bound to its node and reports their status to the store. */
export interface NodeRuntime {
  readonly nodeName: string
  start(store: LocalStore): void
  /** Ends every pod process and timer. */
  stop(): Promise<void>
  /** The log of a container, as bytes; throws ApiFault when there is none. */
  logs(namespace: string, pod: string, options: LogOptions): AsyncIterable<Uint8Array>
  /** Address a client on this machine can connect to for a pod's port, for the API's service and pod proxy. */
  address?(namespace: string, pod: string, port: number): { readonly host: string; readonly port: number } | undefined
  /** Starts a program in a container that runs. */
  command?(namespace: string, pod: string, options: CommandOptions): ContainerCommand
}

/** Starts a set of control loops on a store; the result stops them. */
export type StartControllers = (store: LocalStore) => () => void

/** The whole API server in process: one request in, one answer out, no socket. */
export interface LocalApi {
  readonly store: LocalStore
  handle(request: ApiRequest): Promise<ApiResponse>
  /** Checks a request to go on in another protocol; throws ApiFault when it is refused. */
  open(request: ApiRequest): Promise<Opened>
}
