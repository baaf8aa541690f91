import type { KubeObject } from '../../plan/objects.ts'
import type { LocalClock, LocalStore, NodeRuntime } from '../contract.ts'
import { isMap } from './json.ts'
import type { Resource } from './resource.ts'
import type { Resources } from './resources.ts'
import type { Types } from './schema/field-types.ts'
import type { Storage } from './store/storage.ts'

/** Who asks. */
export interface User {
  readonly name: string
  readonly uid?: string
  readonly groups: readonly string[]
  readonly extra?: Readonly<Record<string, readonly string[]>>
}

/** Looks at an object before it is created; answers another one, or throws ApiFault to refuse. */
export type Admit = (object: KubeObject, store: LocalStore) => KubeObject

/** Where identifiers come from, so that tests can make them the same each time. */
export interface Ids {
  uid(): string
  /** Five characters for `generateName`. */
  suffix(): string
}

/** Everything the parts of the API server share. */
export interface Kernel {
  readonly clock: LocalClock
  readonly storage: Storage
  readonly resources: Resources
  readonly types: Types
  readonly ids: Ids
  readonly admit: readonly Admit[]
  readonly node: NodeRuntime | undefined
  readonly signingKey: Uint8Array
  readonly store: () => LocalStore
}

/** How a write is to be done. */
export interface WriteOptions {
  readonly user: User
  readonly isDryRun: boolean
  /** Whose fields these are; undefined for controllers in process, whose writes are not tracked. */
  readonly manager: string | undefined
  readonly validation: 'Strict' | 'Warn' | 'Ignore'
  readonly warn: (message: string) => void
}

/** A resource, and the object or the namespace that is meant. */
export interface Target {
  readonly resource: Resource
  readonly namespace: string | undefined
  readonly name: string
}

/** Who may do everything. */
export const ADMIN: User = { name: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'] }

/** A finished draft as an object. */
export function asObject(draft: unknown): KubeObject {
  if (isKubeObject(draft)) return draft
  throw new Error('an object without kind or name reached the store')
}

function isKubeObject(value: unknown): value is KubeObject {
  return isMap(value) && typeof value['kind'] === 'string' && isMap(value['metadata'])
}
