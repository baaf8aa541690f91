/** Anything of an orb that has keys. */
export type Mapping = Readonly<Record<string, unknown>>

/** A packed orb, as far as its shape is known before it is checked. */
export interface Orb {
  readonly version?: unknown
  readonly description?: unknown
  readonly display?: Mapping
  readonly commands?: Readonly<Record<string, Mapping>>
  readonly jobs?: Readonly<Record<string, Mapping>>
  readonly executors?: Readonly<Record<string, Mapping>>
  readonly examples?: Readonly<Record<string, Mapping>>
}

/** A value's keys and values; none for what has none. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

/** A member of anything; undefined where there is none. */
export function memberOf(value: unknown, ...path: readonly string[]): unknown {
  let at: unknown = value
  for (const name of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined
  return at
}

/** The list at a place; empty where there is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
