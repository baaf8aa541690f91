import type { KubeObject } from '../../../plan/objects.ts'
import { at, isMap, numberAt, textAt } from '../json.ts'
import { ageOf } from './age.ts'
import { AGE, type Column, NAME } from './column.ts'

const TYPES = ['string', 'integer', 'number', 'boolean', 'date'] as const

/** The columns a definition names, after the name. */
export function customColumns(definitions: readonly unknown[]): readonly Column[] {
  return definitions.length === 0 ? [NAME, AGE] : [NAME, ...definitions.map(columnOf)]
}

function columnOf(definition: unknown): Column {
  const type = TYPES.find((known) => known === textAt(definition, 'type')) ?? 'string'
  const path = textAt(definition, 'jsonPath')
  return {
    name: textAt(definition, 'name'),
    type,
    format: textAt(definition, 'format'),
    description: textAt(definition, 'description'),
    priority: numberAt(definition, 'priority') ?? 0,
    cell: (object, now) => cellOf(object, now, type, path),
  }
}

function cellOf(object: KubeObject, now: number, type: Column['type'], path: string): unknown {
  const [value] = valuesAt(object, path)
  if (value === undefined || value === null) return null
  if (type === 'date') return ageOf(String(value), now)
  if (type === 'string') return typeof value === 'object' ? JSON.stringify(value) : String(value)
  return value
}

const STEP =
  /^(?:\.([\w-]+(?:\\\.[\w-]+)*)|\[(\d+)\]|\[(\*)\]|\['([^']+)'\]|\[\?\(@\.([\w.-]+)\s*==\s*["']([^"']*)["']\)\])/

/** What a simple JSONPath finds: fields, positions, all items, and items by the value of a field. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  if (path === '' || path === '.') return value === undefined ? [] : [value]
  const found = STEP.exec(path)
  if (found === null) return []
  const [step, field, index, all, quoted, key = '', wanted] = found
  const rest = path.slice(step.length)
  const items = Array.isArray(value) ? value : []
  const name = quoted ?? field?.replaceAll('\\.', '.')
  if (name !== undefined) return isMap(value) ? valuesAt(at(value, name), rest) : []
  if (index !== undefined) return valuesAt(items[Number(index)], rest)
  const chosen = all === undefined ? items.filter((item) => String(at(item, ...key.split('.'))) === wanted) : items
  return chosen.flatMap((item) => valuesAt(item, rest))
}
