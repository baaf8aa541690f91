import { type Draft, isMap } from '../json.ts'
import type { Kernel } from '../kernel.ts'
import type { Resource } from '../resource.ts'
import type { Shapes } from './merge-shape.ts'

/** What is known about the objects of a resource. */
export function shapesOf({ types }: Kernel, { typeName }: Resource): Shapes {
  return { types, root: typeName === undefined ? undefined : { tag: 'reference', name: typeName, retainsKeys: false } }
}

const UNOWNED = [
  'name',
  'namespace',
  'creationTimestamp',
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'managedFields',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
]

/** The part of an object that can have owners, through that subresource. */
export function ownable(object: Draft, subresource: string, hasStatus: boolean): Draft {
  if (subresource === 'status') return object['status'] === undefined ? {} : { status: object['status'] }
  const { apiVersion: _, kind: __, status, ...rest } = object
  const metadata = isMap(object['metadata']) ? { ...object['metadata'] } : {}
  for (const field of UNOWNED) delete metadata[field]
  const { metadata: _all, ...fields } = rest
  const named = Object.keys(metadata).length === 0 ? {} : { metadata }
  return { ...fields, ...named, ...(hasStatus || status === undefined ? {} : { status }) }
}
