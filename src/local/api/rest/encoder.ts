import type { KubeObject } from '../../../plan/objects.ts'
import type { Resource } from '../resource.ts'
import { fromStorage, isServedAsStored } from './versions.ts'

/** Objects as JSON text; each stored object is written once however many ask for it. */
export interface Encoder {
  whole(resource: Resource, object: KubeObject): string
  /** As an item of a list: built-in kinds leave out what the list says already. */
  item(resource: Resource, object: KubeObject): string
}

/** A new encoder. */
export function createEncoder(): Encoder {
  const wholes = new WeakMap<KubeObject, string>()
  const items = new WeakMap<KubeObject, string>()

  function whole(resource: Resource, object: KubeObject): string {
    if (!isServedAsStored(resource)) return JSON.stringify(fromStorage(resource, object))
    const known = wholes.get(object)
    if (known !== undefined) return known
    const text = JSON.stringify(object)
    wholes.set(object, text)
    return text
  }

  function item(resource: Resource, object: KubeObject): string {
    if (resource.custom !== undefined) return whole(resource, object)
    const known = isServedAsStored(resource) ? items.get(object) : undefined
    if (known !== undefined) return known
    const text = JSON.stringify({ ...fromStorage(resource, object), apiVersion: undefined, kind: undefined })
    if (isServedAsStored(resource)) items.set(object, text)
    return text
  }

  return { whole, item }
}
