import { parseDuration } from '../model/duration.ts'
import type { Json, JsonObject } from '../model/pipeline.ts'
import { formatBytes, formatCpu, parseQuantity } from '../model/quantity.ts'
import { type Tree, valueAt } from './tree.ts'

/** Reads values of a tree that the schema has accepted; what is absent is undefined. */
export function textAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const value = valueAt(tree, ...path)
  return value?.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined
}

/** A text that says something: the empty text counts as absent. */
export function wordAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const text = textAt(tree, ...path)
  return text === undefined || text === '' ? undefined : text
}

/** A number. */
export function numberAt(tree: Tree | undefined, ...path: readonly string[]): number | undefined {
  const value = valueAt(tree, ...path)
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : undefined
}

/** A boolean. */
export function booleanAt(tree: Tree | undefined, ...path: readonly string[]): boolean | undefined {
  const value = valueAt(tree, ...path)
  return value?.kind === 'scalar' && typeof value.value === 'boolean' ? value.value : undefined
}

/** Seconds. */
export function secondsAt(tree: Tree | undefined, ...path: readonly string[]): number | undefined {
  const value = valueAt(tree, ...path)
  if (value?.kind !== 'scalar' || (typeof value.value !== 'number' && typeof value.value !== 'string')) return undefined
  return parseDuration(value.value)
}

/** Scalars of a list as they are written. */
export function textsAt(tree: Tree | undefined, ...path: readonly string[]): readonly string[] {
  const value = valueAt(tree, ...path)
  return value?.kind === 'list' ? value.items.map(scalarText) : []
}

/** Scalars of a map as they are written: `PORT: 010` stays `010`. */
export function textMapAt(tree: Tree | undefined, ...path: readonly string[]): Readonly<Record<string, string>> {
  const value = valueAt(tree, ...path)
  if (value?.kind !== 'map') return {}
  return Object.fromEntries(value.entries.map((entry) => [entry.key, scalarText(entry.value)]))
}

function scalarText(tree: Tree): string {
  if (tree.kind !== 'scalar') return ''
  return typeof tree.value === 'boolean' ? String(tree.value) : tree.source
}

/** Processor cores in canonical form; undefined also for what has no end. */
export function cpuAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const milli = quantityOf(valueAt(tree, ...path))
  return milli === undefined ? undefined : formatCpu(milli)
}

/** Bytes in canonical form. */
export function bytesAt(tree: Tree | undefined, ...path: readonly string[]): string | undefined {
  const milli = quantityOf(valueAt(tree, ...path))
  return milli === undefined ? undefined : formatBytes(milli)
}

function quantityOf(tree: Tree | undefined): bigint | undefined {
  if (tree?.kind !== 'scalar') return undefined
  if (typeof tree.value === 'string') return parseQuantity(tree.value.trim())
  return typeof tree.value === 'number' ? parseQuantity(plainNumber(tree.value)) : undefined
}

function plainNumber(value: number): string {
  return Number.isInteger(value) && value < 1e21 ? String(BigInt(value)) : value.toFixed(12)
}

/** Any value as JSON carries it; dates stay the text they were. */
export function jsonOf(tree: Tree): Json {
  switch (tree.kind) {
    case 'scalar':
      return typeof tree.value === 'number' && !Number.isFinite(tree.value) ? tree.source : tree.value
    case 'list':
      return tree.items.map(jsonOf)
    case 'map':
      return Object.fromEntries(tree.entries.map((entry) => [entry.key, jsonOf(entry.value)]))
  }
}

/** A map as JSON. */
export function jsonMapAt(tree: Tree | undefined, ...path: readonly string[]): JsonObject | undefined {
  const value = valueAt(tree, ...path)
  if (value?.kind !== 'map') return undefined
  return Object.fromEntries(value.entries.map((entry) => [entry.key, jsonOf(entry.value)]))
}

/** A list of maps as JSON. */
export function jsonMapsAt(tree: Tree | undefined, ...path: readonly string[]): readonly JsonObject[] {
  const value = valueAt(tree, ...path)
  if (value?.kind !== 'list') return []
  return value.items.map((item) => jsonMapAt(item)).filter((item) => item !== undefined)
}

/** An object without its undefined properties, so that absent keys stay absent. */
export function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
