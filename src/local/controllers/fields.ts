import { at, isMap, numberAt, textAt } from '../api/json.ts'

/** A number field that counts something: 0 where it is absent. */
export function countAt(value: unknown, ...path: readonly (string | number)[]): number {
  return numberAt(value, ...path) ?? 0
}

/** True when the field is true. */
export function isTrueAt(value: unknown, ...path: readonly (string | number)[]): boolean {
  return at(value, ...path) === true
}

/** An object field, or an empty object. */
export function mapAt(value: unknown, ...path: readonly (string | number)[]): Readonly<Record<string, unknown>> {
  const found = at(value, ...path)
  return isMap(found) ? found : {}
}

/** A map of texts such as labels; entries that are no text are left out. */
export function textsAt(value: unknown, ...path: readonly (string | number)[]): Readonly<Record<string, string>> {
  const entries = Object.entries(mapAt(value, ...path))
  return Object.fromEntries(entries.flatMap(([key, item]) => (typeof item === 'string' ? [[key, item]] : [])))
}

/** A time field, in milliseconds since the epoch. */
export function timeAt(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const parsed = Date.parse(textAt(value, ...path))
  return Number.isNaN(parsed) ? undefined : parsed
}

/** The map without fields that are undefined. */
export function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(fields)) if (fields[key] !== undefined) result[key] = fields[key]
  return result
}
