import { cloned, type Draft, isMap, isSame, set } from '../json.ts'
import { emptySet, type FieldSet, isEmptySet } from './field-set.ts'
import { itemShape, itemStep, mergingOf, type Shape, type Shapes, shapeBelow, valueStep } from './merge-shape.ts'

/** An applied object laid over a live one; neither is changed. */
export function merged(shapes: Shapes, live: unknown, applied: unknown): unknown {
  return mergeValue(shapes, shapes.root, live, applied)
}

function mergeValue(shapes: Shapes, shape: Shape, live: unknown, applied: unknown): unknown {
  const merging = mergingOf(shapes, shape, applied)
  if (merging === 'map' && isMap(live) && isMap(applied)) {
    const result: Draft = { ...live }
    for (const [key, item] of Object.entries(applied))
      set(
        result,
        key,
        mergeValue(shapes, shapeBelow(shapes, shape, key), Object.hasOwn(live, key) ? live[key] : undefined, item),
      )
    return result
  }
  if (!Array.isArray(live) || !Array.isArray(applied) || merging === 'leaf') return cloned(applied)
  if (merging === 'set') return [...live, ...applied.filter((item) => !live.some((known) => isSame(known, item)))]
  return mergeItems(shapes, shape, live, applied)
}

// Applied items keep their order among each other; the others keep their places.
function mergeItems(shapes: Shapes, shape: Shape, live: readonly unknown[], applied: readonly unknown[]): unknown[] {
  const known = new Map(live.map((item) => [itemStep(shape, item), item]))
  const wanted = applied.map((item) => ({ step: itemStep(shape, item), item }))
  const steps = new Set(wanted.map(({ step }) => step))
  const queue = wanted.map(({ step, item }) => mergeValue(shapes, itemShape(shape), known.get(step), item))
  const result = live.map((item) => (steps.has(itemStep(shape, item)) ? queue.shift() : item))
  return [...result, ...queue]
}

/**
 * A value without the fields of a set; maps and lists that this empties go as well, and so do parts of which nobody
 * claims anything any more: what the server filled in there, such as the pauses of a probe, means nothing alone.
 */
export function pruned(shapes: Shapes, value: unknown, gone: FieldSet, claimed: FieldSet): unknown {
  return pruneValue(shapes, shapes.root, value, gone, claimed)
}

function pruneValue(shapes: Shapes, shape: Shape, value: unknown, gone: FieldSet, claimed: FieldSet): unknown {
  const merging = mergingOf(shapes, shape, value)
  if (merging === 'leaf') return gone.isMember ? undefined : value
  if (isMap(value)) {
    const entries = Object.entries(value).flatMap(([key, item]) => {
      const below = gone.below.get(`f:${key}`)
      if (below === undefined) return [[key, item] as const]
      const left = claimed.below.get(`f:${key}`) ?? emptySet()
      // The name of an object stands next to labels that somebody may own, and is never anybody's.
      const isPart = shape?.tag === 'reference' && shape !== shapes.root && isMap(item)
      if (isPart && !isEmptySet(below) && isEmptySet(left)) return []
      const rest = pruneValue(shapes, shapeBelow(shapes, shape, key), item, below, left)
      return rest === undefined ? [] : [[key, rest] as const]
    })
    return entries.length === 0 && Object.keys(value).length > 0 ? undefined : Object.fromEntries(entries)
  }
  if (!Array.isArray(value)) return value
  const items = value.flatMap((item) => {
    const step = merging === 'set' ? valueStep(item) : itemStep(shape, item)
    const below = gone.below.get(step)
    if (below === undefined) return [item]
    if (below.isMember) return []
    const left = claimed.below.get(step) ?? emptySet()
    const rest = pruneValue(shapes, itemShape(shape), item, below, left)
    return rest === undefined ? [] : [rest]
  })
  return items.length === 0 && value.length > 0 ? undefined : items
}
