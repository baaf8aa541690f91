/** A JSON object that is still being built. */
export type Draft = Record<string, unknown>

/** A plain object, not a list. */
export function isMap(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A field of a plain object or array; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let here: unknown = value
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = Reflect.get(here, step)
  }
  return here
}

/** A text field, or an empty text. */
export function textAt(value: unknown, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' ? found : ''
}

/** A number field. */
export function numberAt(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const found = at(value, ...path)
  return typeof found === 'number' ? found : undefined
}

/** A list field, or an empty list. */
export function listAt(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** The objects of a list field, for changing them in place. */
export function draftsAt(value: unknown, ...path: readonly (string | number)[]): readonly Draft[] {
  return listAt(value, ...path).filter(isMap)
}

/** An object field, for reading or changing it in place; undefined where there is none. */
export function draftAt(value: unknown, ...path: readonly (string | number)[]): Draft | undefined {
  const found = at(value, ...path)
  return isMap(found) ? found : undefined
}

/** The entries of an object field whose values are texts. */
export function textsAt(value: unknown, ...path: readonly (string | number)[]): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [key, item] of Object.entries(draftAt(value, ...path) ?? {}))
    if (typeof item === 'string') set(texts, key, item)
  return texts
}

/** The object under that key, made when there is none. */
export function ensure(map: Draft, key: string): Draft {
  const found = Object.hasOwn(map, key) ? map[key] : undefined
  if (isMap(found)) return found
  const made: Draft = {}
  set(map, key, made)
  return made
}

/** Sets a field that is absent. */
export function defaultTo(map: Draft | undefined, key: string, value: unknown): void {
  if (map !== undefined && map[key] === undefined) map[key] = value
}

/** Sets a field; `__proto__` becomes a field like any other. */
export function set<T>(map: Record<string, T>, key: string, value: NoInfer<T>): void {
  if (key !== '__proto__') map[key] = value
  else Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true })
}

/** A deep copy of JSON. */
export function cloned<T>(value: T): T
export function cloned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => cloned(item))
  if (!isMap(value)) return value
  const copy: Draft = {}
  for (const key of Object.keys(value)) if (value[key] !== undefined) set(copy, key, cloned(value[key]))
  return copy
}

/** Whether two JSON values are the same, whatever the order of their fields. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a))
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]))
  if (!isMap(a) || !isMap(b)) return false
  const keys = Object.keys(a).filter((key) => a[key] !== undefined)
  if (keys.length !== Object.keys(b).filter((key) => b[key] !== undefined).length) return false
  return keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
}

/** The same value, as one that a copy is made from. */
export function asDraft(value: unknown): Draft {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
