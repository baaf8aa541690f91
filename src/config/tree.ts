import type { Place } from '../model/problem.ts'

/** What a scalar is by the rules of YAML 1.1; JavaScript alone cannot tell `1` from `1.0`. */
export type ScalarType = 'null' | 'boolean' | 'integer' | 'float' | 'text' | 'date' | 'binary'

/** A configuration as it was written: values with their places, keys in order. */
export type Tree = MapTree | ListTree | ScalarTree

/** A map; later keys of the same name have already replaced earlier ones. */
export interface MapTree {
  readonly kind: 'map'
  readonly place: Place
  readonly entries: readonly Entry[]
}

/** One key of a map. */
export interface Entry {
  readonly key: string
  /** What the key itself is: `1:` has an integer key, which is matched as text. */
  readonly keyType: ScalarType
  readonly place: Place
  readonly value: Tree
  /** Dotted path in the user's own spelling, when this entry was moved or renamed. */
  readonly origin?: string
}

/** A list. */
export interface ListTree {
  readonly kind: 'list'
  readonly place: Place
  readonly items: readonly Tree[]
}

/** A single value. */
export interface ScalarTree {
  readonly kind: 'scalar'
  readonly place: Place
  readonly type: ScalarType
  readonly value: null | boolean | number | string
  /** The text as it stands in the file, without quotes. */
  readonly source: string
  /** Columns between `place` and the first character of `source`, when every character stands as it is. */
  readonly indent?: number
}

/** The place of one character of a scalar, as exactly as it can be told. */
export function placeWithin(tree: Tree, offset: number): Place {
  if (tree.kind !== 'scalar' || tree.indent === undefined) return tree.place
  return { ...tree.place, column: tree.place.column + tree.indent + offset }
}

/** The entry of that key. */
export function entryOf(tree: Tree | undefined, key: string): Entry | undefined {
  return tree?.kind === 'map' ? tree.entries.find((entry) => entry.key === key) : undefined
}

/** The value at that path of keys. */
export function valueAt(tree: Tree | undefined, ...path: readonly string[]): Tree | undefined {
  return path.reduce<Tree | undefined>((at, key) => entryOf(at, key)?.value, tree)
}

/** The text of a scalar that is a text. */
export function textOf(tree: Tree | undefined): string | undefined {
  return tree?.kind === 'scalar' && typeof tree.value === 'string' && tree.type === 'text' ? tree.value : undefined
}

/** A short name of what stands there, for messages. */
export function kindText(tree: Tree): string {
  if (tree.kind !== 'scalar') return tree.kind === 'map' ? 'a map' : 'a list'
  const names: Readonly<Record<ScalarType, string>> = {
    null: 'nothing',
    boolean: 'a boolean',
    integer: 'a whole number',
    float: 'a number with a decimal point',
    text: 'text',
    date: 'a date',
    binary: 'binary data',
  }
  return names[tree.type]
}

/** The tree as plain values; what JSON cannot carry becomes a symbol, which no schema accepts. */
export function plainValue(tree: Tree, seen: Map<Tree, unknown> = new Map()): unknown {
  const known = seen.get(tree)
  if (known !== undefined) return known
  const value = freshValue(tree, seen)
  seen.set(tree, value)
  return value
}

function freshValue(tree: Tree, seen: Map<Tree, unknown>): unknown {
  switch (tree.kind) {
    case 'scalar':
      return plainScalar(tree)
    case 'list':
      return tree.items.map((item) => plainValue(item, seen))
    case 'map':
      return Object.fromEntries(tree.entries.map((entry) => [entry.key, plainValue(entry.value, seen)]))
  }
}

/** `1.0` is nudged off the whole number, so that a schema that wants a whole number refuses it. */
function plainScalar(tree: ScalarTree): unknown {
  if (tree.type === 'date' || tree.type === 'binary') return Symbol.for(tree.type)
  if (tree.type !== 'float' || typeof tree.value !== 'number' || !Number.isInteger(tree.value)) return tree.value
  return tree.value + Math.max(Math.abs(tree.value) * Number.EPSILON * 2, Number.MIN_VALUE)
}

/** The place of every key and item by its dotted path. */
export function placesOf(tree: Tree, root = ''): Readonly<Record<string, Place>> {
  const places: Record<string, Place> = {}
  const walk = (at: Tree, path: string): void => {
    if (at.kind === 'scalar') return
    if (at.kind === 'list')
      for (const [index, item] of at.items.entries()) {
        places[`${path}[${index}]`] = item.place
        walk(item, `${path}[${index}]`)
      }
    else
      for (const entry of at.entries) {
        const name = path === '' ? entry.key : `${path}.${entry.key}`
        places[name] = entry.place
        walk(entry.value, name)
      }
  }
  walk(tree, root)
  return places
}

/** A map of the entries that are there. */
export function mapTree(place: Place, entries: readonly (Entry | undefined)[]): MapTree {
  return { kind: 'map', place, entries: entries.filter((entry) => entry !== undefined) }
}

/** The same entry under another key. */
export function keyed(entry: Entry | undefined, key: string): Entry | undefined {
  return entry === undefined ? undefined : { ...entry, key }
}
