import { randomBytes } from 'node:crypto'
import type { KubeObject } from '../../plan/objects.ts'
import type { LocalApi, LocalClock, LocalStore, NodeRuntime } from '../contract.ts'
import { handleRequest, openRequest } from './http/handle.ts'
import { randomIds } from './ids.ts'
import type { Admit, Ids, Kernel } from './kernel.ts'
import { followDefinitions } from './kinds/custom-resources.ts'
import { createResources, type Resources } from './resources.ts'
import { createEncoder } from './rest/encoder.ts'
import { createTypes } from './schema/field-types.ts'
import { seedObjects } from './seed.ts'
import { createLocalStore } from './store/local-store.ts'
import { createStorage, keyOf } from './store/storage.ts'

/** How an API server is set up. */
export interface LocalApiOptions {
  readonly clock: LocalClock
  /** Runs the pods; without one there are no logs and no proxy. */
  readonly node?: NodeRuntime
  /** What is served; to be given when others need the same table before the server is there. */
  readonly resources?: Resources
  /** Looks at each new object, such as quotas and limits do. */
  readonly admission?: readonly Admit[]
  /** How many changes are kept for watches that start in the past. */
  readonly historyLimit?: number
  readonly ids?: Ids
  /** Signs the tokens of service accounts; tokens outlive a restart that keeps it. */
  readonly signingKey?: Uint8Array
  /** Where to start, from `state()` of an earlier server. */
  readonly state?: LocalState
  /** Told of a watch callback that throws. */
  readonly onError?: (error: unknown) => void
}

/** Everything an API server knows, for keeping it over a restart. */
export interface LocalState {
  readonly version: number
  readonly objects: readonly KubeObject[]
}

/** The API server in process. */
export interface LocalApiServer extends LocalApi {
  readonly resources: Resources
  state(): LocalState
  /** Forgets the past: watches that start in it get 410, as after a compaction. */
  compact(): void
}

const HISTORY_LIMIT = 5000

/** Starts an API server; it needs no socket. */
export function createLocalApi(options: LocalApiOptions): LocalApiServer {
  const { clock, state } = options
  const storage = createStorage({
    historyLimit: options.historyLimit ?? HISTORY_LIMIT,
    firstVersion: state?.version ?? 1,
    onError: options.onError ?? rethrowLater,
  })
  const kernel: Kernel = {
    clock,
    storage,
    resources: options.resources ?? createResources(),
    types: createTypes(),
    ids: options.ids ?? randomIds(),
    admit: options.admission ?? [],
    node: options.node,
    signingKey: options.signingKey ?? randomBytes(32),
    store: () => store,
  }
  const store: LocalStore = createLocalStore(kernel)
  followDefinitions(kernel)
  restore(kernel, state)
  seedObjects(kernel)
  const encoder = createEncoder()
  return {
    store,
    resources: kernel.resources,
    handle: (request) => handleRequest(kernel, encoder, request),
    open: async (request) => openRequest(kernel, encoder, request),
    state: () => stateOf(kernel),
    compact: () => storage.history.compact(),
  }
}

// A callback that throws is a mistake of the one who gave it: the write it looked at is done.
function rethrowLater(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}

function storagesOf({ resources }: Kernel): readonly string[] {
  return [...new Set(resources.all().map((resource) => resource.storage))]
}

function stateOf(kernel: Kernel): LocalState {
  const { storage } = kernel
  const objects = storagesOf(kernel).flatMap((name) =>
    storage.keys(name, '').flatMap((key) => storage.get(name, key) ?? []),
  )
  return { version: storage.version(), objects }
}

// Definitions come first: without them nobody knows where custom objects belong.
function restore(kernel: Kernel, state: LocalState | undefined): void {
  if (state === undefined) return
  const isDefinition = ({ kind }: KubeObject) => kind === 'CustomResourceDefinition'
  for (const object of [
    ...state.objects.filter(isDefinition),
    ...state.objects.filter((object) => !isDefinition(object)),
  ]) {
    const resource = kernel.resources.ofKind(object.apiVersion, object.kind)
    if (resource === undefined) continue
    const { name, namespace } = object.metadata
    kernel.storage.put(resource.storage, keyOf(resource.isNamespaced ? namespace : undefined, name), object)
  }
}
