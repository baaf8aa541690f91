import { badRequest } from '../fault.ts'
import { cloned, type Draft, isMap, set } from '../json.ts'
import type { FieldType, ObjectType, Types } from './field-types.ts'
import { canonicalQuantity, QUANTITY_RULE } from './quantity.ts'

/** A body read by its type: a fresh object without nulls and unknown fields, and the paths of those. */
export interface Decoded {
  readonly object: Draft
  readonly unknown: readonly string[]
}

interface Reading {
  readonly types: Types
  readonly path: (string | number)[]
  readonly unknown: string[]
  readonly what: string
}

// Flags the server leaves out when they are false; other booleans are pointers and stay.
const FALSE_IS_ABSENT = new Set([
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'stdin',
  'stdinOnce',
  'tty',
  'readOnly',
  'paused',
  'publishNotReadyAddresses',
  'unschedulable',
])

/** Reads a body as a type of the table; a value of the wrong type is a bad request. */
export function decode(types: Types, typeName: string, body: Draft): Decoded {
  const type = types.named(typeName)
  const reading: Reading = { types, path: [], unknown: [], what: `${typeName.split('.').at(-1)}` }
  if (type === undefined) return { object: cloned(body), unknown: [] }
  const object = decodeObject(reading, type, body)
  return { object, unknown: reading.unknown }
}

function decodeObject(reading: Reading, type: ObjectType, value: Draft): Draft {
  const object: Draft = {}
  for (const key of Object.keys(value)) {
    const item = value[key]
    if (item === null || item === undefined) continue
    const field = type.fields.get(key)
    reading.path.push(key)
    if (field === undefined) reading.unknown.push(pathText(reading.path))
    else {
      const read = decodeField(reading, field, item)
      if (type.required.has(key) || !isDropped(field, key, read)) object[key] = read
    }
    reading.path.pop()
  }
  return object
}

function isDropped(field: FieldType, key: string, value: unknown): boolean {
  if (value === '') return key !== 'storageClassName' && key !== 'value'
  if (value === false) return FALSE_IS_ABSENT.has(key)
  if (field.tag === 'list') return Array.isArray(value) && value.length === 0
  return field.tag === 'map' && isMap(value) && Object.keys(value).length === 0
}

function decodeField(reading: Reading, field: FieldType, value: unknown): unknown {
  switch (field.tag) {
    case 'scalar':
      return decodeScalar(reading, field.of, value)
    case 'quantity':
      return canonicalQuantity(value) ?? wrong(reading, QUANTITY_RULE)
    case 'int-or-text':
      if (typeof value === 'string' || Number.isInteger(value)) return value
      return mismatch(reading, value, 'intstr.IntOrString')
    case 'reference':
      return decodeReference(reading, field.name, value)
    case 'list':
      if (!Array.isArray(value)) return mismatch(reading, value, 'list')
      return value.map((item, index) => inside(reading, index, () => decodeItem(reading, field.items, item)))
    case 'map': {
      if (!isMap(value)) return mismatch(reading, value, 'map')
      const map: Draft = {}
      for (const [key, item] of Object.entries(value))
        set(
          map,
          key,
          inside(reading, key, () => decodeItem(reading, field.items, item)),
        )
      return map
    }
  }
}

// A null inside a list or map is the empty value of its type.
function decodeItem(reading: Reading, field: FieldType, value: unknown): unknown {
  if (value !== null) return decodeField(reading, field, value)
  return field.tag === 'reference' ? {} : field.tag === 'scalar' && field.of === 'text' ? '' : null
}

function decodeReference(reading: Reading, name: string, value: unknown): unknown {
  const type = reading.types.named(name)
  if (type === undefined) return cloned(value)
  if (name === 'meta.v1.MicroTime') return microTime(reading, value)
  if (type.alias !== undefined) return decodeField(reading, type.alias, value)
  return isMap(value) ? decodeObject(reading, type, value) : mismatch(reading, value, name.split('.').at(-1) ?? name)
}

function decodeScalar(reading: Reading, of: string, value: unknown): unknown {
  switch (of) {
    case 'text':
      return typeof value === 'string' ? value : mismatch(reading, value, 'string')
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) ? value : mismatch(reading, value, 'int32')
    case 'boolean':
      return typeof value === 'boolean' ? value : mismatch(reading, value, 'bool')
    case 'number':
      return typeof value === 'number' ? value : mismatch(reading, value, 'float64')
    case 'bytes':
      return isBase64(value) ? value : wrong(reading, 'illegal base64 data')
    case 'time':
      return `${instant(reading, value).slice(0, 19)}Z`
    default:
      return cloned(value)
  }
}

function microTime(reading: Reading, value: unknown): string {
  const text = instant(reading, value)
  // The clock of JavaScript is coarser: keep the digits of a text that is in UTC already.
  if (typeof value === 'string' && /\.\d{6}Z$/.test(value)) return value
  return `${text.slice(0, 23)}000Z`
}

function instant(reading: Reading, value: unknown): string {
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)
  const ms = isTime ? Date.parse(value) : Number.NaN
  if (Number.isNaN(ms)) return wrong(reading, `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00"`)
  return new Date(ms).toISOString()
}

function isBase64(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const text = value.replace(/[\r\n]/g, '')
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text)
}

function inside<T>(reading: Reading, step: string | number, read: () => T): T {
  reading.path.push(step)
  const value = read()
  reading.path.pop()
  return value
}

function mismatch(reading: Reading, value: unknown, wanted: string): never {
  const found = Array.isArray(value) ? 'array' : value === null ? 'null' : isMap(value) ? 'object' : typeof value
  const kind = found === 'boolean' ? 'bool' : found
  return wrong(
    reading,
    `json: cannot unmarshal ${kind} into Go struct field ${reading.what}.${pathText(reading.path)} of type ${wanted}`,
  )
}

function wrong(reading: Reading, why: string): never {
  throw badRequest(`${reading.what} in version "v1" cannot be handled as a ${reading.what}: ${why}`)
}

/** `spec.containers[0].name`. */
export function pathText(path: readonly (string | number)[]): string {
  let text = ''
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`
  return text
}
