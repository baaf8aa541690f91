import type { KubeObject } from '../../plan/objects.ts'
import type { ObjectKey } from '../contract.ts'

/** The key by which the store knows an object. */
export function idOf(object: KubeObject): ObjectKey {
  const { namespace, name } = object.metadata
  const id = { apiVersion: object.apiVersion, kind: object.kind, name }
  return namespace === undefined || namespace === '' ? id : { ...id, namespace }
}
