import { at, isMap, isSame } from '../json.ts'
import { emptySet, type FieldSet, stepInto } from './field-set.ts'
import { itemShape, itemStep, mergingOf, type Shape, type Shapes, shapeBelow, valueStep } from './merge-shape.ts'

/** The fields an applied object names. */
export function fieldsOf(shapes: Shapes, object: unknown): FieldSet {
  const fields = emptySet()
  collect(shapes, shapes.root, object, fields)
  return fields
}

function collect(shapes: Shapes, shape: Shape, value: unknown, fields: FieldSet): void {
  const merging = mergingOf(shapes, shape, value)
  if (merging === 'map' && isMap(value) && Object.keys(value).length > 0) {
    for (const [key, item] of Object.entries(value))
      collect(shapes, shapeBelow(shapes, shape, key), item, stepInto(fields, `f:${key}`))
  } else if (Array.isArray(value) && merging === 'set') {
    for (const item of value) stepInto(fields, valueStep(item)).isMember = true
  } else if (Array.isArray(value) && merging === 'keyed') {
    for (const item of value) {
      const below = stepInto(fields, itemStep(shape, item))
      below.isMember = true
      collect(shapes, itemShape(shape), item, below)
    }
  } else fields.isMember = true
}

/** What differs between two states of an object. */
export interface FieldChanges {
  /** Added, or with another value. */
  readonly changed: FieldSet
  readonly removed: FieldSet
}

/** Compares two states field by field. */
export function changesBetween(shapes: Shapes, before: unknown, after: unknown): FieldChanges {
  const changes = { changed: emptySet(), removed: emptySet() }
  compare(shapes, shapes.root, { before, after }, changes)
  return changes
}

interface Two {
  readonly before: unknown
  readonly after: unknown
}

function compare(shapes: Shapes, shape: Shape, { before, after }: Two, { changed, removed }: FieldChanges): void {
  if (before === after) return
  if (after === undefined) {
    collect(shapes, shape, before, removed)
    removed.isMember = true
    return
  }
  if (before === undefined) {
    collect(shapes, shape, after, changed)
    // A new map or list belongs to the one who made it, as well as its parts.
    if (changed.below.size > 0 && (shape?.tag === 'map' || shape?.tag === 'list')) changed.isMember = true
    return
  }
  const merging = mergingOf(shapes, shape, after)
  if (merging === 'leaf' || merging !== mergingOf(shapes, shape, before)) {
    if (!isSame(before, after)) changed.isMember = true
    return
  }
  const olds = partsOf(shape, merging, before)
  const news = partsOf(shape, merging, after)
  for (const step of new Set([...olds.keys(), ...news.keys()])) {
    const below = merging === 'map' ? shapeBelow(shapes, shape, step.slice(2)) : itemShape(shape)
    const parts = { before: olds.get(step), after: news.get(step) }
    if (isSame(parts.before, parts.after)) continue
    compare(shapes, below, parts, { changed: stepInto(changed, step), removed: stepInto(removed, step) })
    if (merging === 'keyed' && parts.before === undefined) stepInto(changed, step).isMember = true
  }
}

function partsOf(shape: Shape, merging: string, value: unknown): Map<string, unknown> {
  if (merging === 'map')
    return new Map(Object.entries(isMap(value) ? value : {}).map(([key, item]) => [`f:${key}`, item]))
  const list = Array.isArray(value) ? value : []
  return new Map(list.map((item) => [merging === 'set' ? valueStep(item) : itemStep(shape, item), item]))
}

/** The value at a member of a set; undefined where there is none. */
export function valueAt(shapes: Shapes, object: unknown, steps: readonly string[]): unknown {
  let value = object
  let shape = shapes.root
  for (const step of steps) {
    const name = step.slice(2)
    if (step.startsWith('f:')) {
      shape = shapeBelow(shapes, shape, name)
      value = at(value, name)
    } else {
      const list = Array.isArray(value) ? value : []
      const here = shape
      value = list.find((item) => (step.startsWith('v:') ? valueStep(item) : itemStep(here, item)) === step)
      shape = itemShape(shape)
    }
  }
  return value
}
