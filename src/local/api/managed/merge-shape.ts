import { type Draft, isMap } from '../json.ts'
import type { FieldType, Types } from '../schema/field-types.ts'

/** How a value is owned and merged. */
export type Merging = 'leaf' | 'map' | 'set' | 'keyed'

/** What is known about a value; undefined for custom objects, whose maps are open and whose lists are one value. */
export type Shape = FieldType | undefined

/** Names the parts of values by their types. */
export interface Shapes {
  readonly types: Types
  readonly root: Shape
}

/** How that value merges. */
export function mergingOf({ types }: Shapes, shape: Shape, value: unknown): Merging {
  if (Array.isArray(value))
    return shape?.tag !== 'list' || shape.keys === 'atomic' ? 'leaf' : shape.keys === 'set' ? 'set' : 'keyed'
  if (!isMap(value)) return 'leaf'
  if (shape === undefined) return 'map'
  if (shape.tag === 'map') return shape.isAtomic ? 'leaf' : 'map'
  if (shape.tag !== 'reference') return 'leaf'
  const type = types.named(shape.name)
  return type === undefined || type.alias !== undefined || type.isAtomic ? 'leaf' : 'map'
}

/** The shape of a field of a map. */
export function shapeBelow({ types }: Shapes, shape: Shape, key: string): Shape {
  if (shape?.tag === 'reference') return types.named(shape.name)?.fields.get(key)
  if (shape?.tag === 'map') return shape.items
  // Custom objects have the usual metadata.
  return undefined
}

/** The shape of the items of a list. */
export function itemShape(shape: Shape): Shape {
  return shape?.tag === 'list' ? shape.items : undefined
}

/** The name of an item in a list whose items have keys. */
export function itemStep(shape: Shape, item: unknown): string {
  const keys = shape?.tag === 'list' && Array.isArray(shape.keys) ? [...shape.keys].sort() : []
  const named: Draft = {}
  for (const key of keys) {
    const value = isMap(item) ? item[key] : undefined
    // The protocol of a port is part of its name although it may be left out.
    named[key] = value ?? (key === 'protocol' ? 'TCP' : null)
  }
  return `k:${JSON.stringify(named)}`
}

/** The name of an item in a set. */
export function valueStep(item: unknown): string {
  return `v:${JSON.stringify(item)}`
}
