import { at, type Draft, draftAt, isMap, isSame, listAt, numberAt, textAt } from '../json.ts'
import type { Resource } from '../resource.ts'
import { pathText } from '../schema/decode.ts'
import type { Causes } from './causes.ts'

type Path = readonly (string | number)[]

/** Checks a custom object by the schema of its definition: types, required fields, bounds. */
export function checkCustom(resource: Resource, object: Draft, causes: Causes): void {
  const schema = resource.custom?.schema
  if (isMap(schema)) check(schema, object, [], causes)
}

function check(schema: Draft, value: unknown, path: Path, causes: Causes): void {
  if (value === null && schema['nullable'] === true) return
  if (!isOfType(schema, value)) {
    const found = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
    const wanted = textAt(schema, 'type')
    const where = pathText(path)
    causes.mistyped(where, found, `${where} in body must be of type ${wanted}: ${JSON.stringify(found)}`)
    return
  }
  checkBounds(schema, value, pathText(path), causes)
  if (Array.isArray(value)) {
    const items = draftAt(schema, 'items')
    if (items !== undefined) for (const [index, item] of value.entries()) check(items, item, [...path, index], causes)
  }
  if (isMap(value)) checkFields(schema, value, path, causes)
}

function checkFields(schema: Draft, value: Draft, path: Path, causes: Causes): void {
  for (const name of listAt(schema, 'required'))
    if (typeof name === 'string' && value[name] === undefined) causes.required(pathText([...path, name]))
  for (const [key, item] of Object.entries(value)) {
    if (path.length === 0 && key === 'metadata') continue
    const property = draftAt(schema, 'properties', key) ?? draftAt(schema, 'additionalProperties')
    if (property !== undefined) check(property, item, [...path, key], causes)
  }
}

function isOfType(schema: Draft, value: unknown): boolean {
  if (schema['x-kubernetes-int-or-string'] === true) return typeof value === 'string' || Number.isInteger(value)
  switch (schema['type']) {
    case 'object':
      return isMap(value)
    case 'array':
      return Array.isArray(value)
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return typeof value === 'number'
    case 'string':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    default:
      return true
  }
}

function checkBounds(schema: Draft, value: unknown, field: string, causes: Causes): void {
  const allowed = listAt(schema, 'enum')
  if (allowed.length > 0 && !allowed.some((item) => isSame(item, value)))
    causes.unsupported(field, value, allowed.map(String))
  const bound = (name: string) => numberAt(schema, name)
  const low = bound('minimum')
  const high = bound('maximum')
  if (typeof value === 'number') {
    if (low !== undefined && value < low)
      causes.invalid(field, value, `${field} in body should be greater than or equal to ${low}`)
    if (high !== undefined && value > high)
      causes.invalid(field, value, `${field} in body should be less than or equal to ${high}`)
  }
  if (typeof value === 'string') {
    checkLength(field, [...value].length, [bound('minLength'), bound('maxLength')], 'chars long', value, causes)
    const pattern = at(schema, 'pattern')
    if (typeof pattern === 'string' && isRefused(pattern, value))
      causes.invalid(field, value, `${field} in body should match '${pattern}'`)
  }
  if (Array.isArray(value))
    checkLength(field, value.length, [bound('minItems'), bound('maxItems')], 'items', value.length, causes)
}

// A pattern is of another dialect: one that this one cannot read refuses nothing.
function isRefused(pattern: string, value: string): boolean {
  try {
    return !new RegExp(pattern).test(value)
  } catch {
    return false
  }
}

function checkLength(
  field: string,
  length: number,
  [low, high]: readonly [number | undefined, number | undefined],
  unit: string,
  value: unknown,
  causes: Causes,
): void {
  if (low !== undefined && length < low)
    causes.invalid(field, value, `${field} in body should be at least ${low} ${unit}`)
  if (high !== undefined && length > high)
    causes.invalid(field, value, `${field} in body should be at most ${high} ${unit}`)
}
