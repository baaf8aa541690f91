import type { KubeObject } from '../../plan/objects.ts'
import { cloned, isSame } from '../api/json.ts'
import type { LocalStore } from '../contract.ts'

/** Writes the status when it says something new; returns the object as it now is. */
export function writeStatus(store: LocalStore, object: KubeObject, status: unknown): KubeObject {
  const bare = cloned(status)
  if (isSame(bare, object['status'])) return object
  return store.updateStatus({ ...object, status: bare })
}
