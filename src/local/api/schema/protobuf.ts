import { badRequest } from '../fault.ts'
import { type Draft, set } from '../json.ts'
import type { FieldType, ObjectType, Types } from './field-types.ts'
import { signed, type WireField, wireField, wireFields, wireNumber, wireText } from './wire-bytes.ts'
import { wireTable } from './wire-table.ts'

const MAGIC = [0x6b, 0x38, 0x73, 0x00]
// Whole numbers that are left out in JSON when they are 0, and always written here.
const ZERO_IS_ABSENT = new Set([
  'failureThreshold',
  'generation',
  'hostPort',
  'initialDelaySeconds',
  'minReadySeconds',
  'nodePort',
  'observedGeneration',
  'periodSeconds',
  'successThreshold',
  'timeoutSeconds',
])

/** Reads the binary form in which typed clients write built-in objects. */
export function objectFromBinary(types: Types, body: Uint8Array): Draft {
  if (MAGIC.some((byte, index) => body[index] !== byte))
    throw badRequest('provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]')
  const envelope = body.subarray(MAGIC.length)
  const about = wireField(envelope, 1)
  const apiVersion = wireText(wireField(about, 1))
  const kind = wireText(wireField(about, 2))
  const reader = readerOf(types)
  const object = reader.message(typeNameOf(apiVersion, kind), wireField(envelope, 2))
  return { ...object, apiVersion, kind }
}

function typeNameOf(apiVersion: string, kind: string): string {
  if (kind === 'DeleteOptions') return 'meta.v1.DeleteOptions'
  const [group = '', version] = apiVersion.split('/')
  return version === undefined ? `core.${group}.${kind}` : `${group.split('.')[0]}.${version}.${kind}`
}

interface Reader {
  message(typeName: string, bytes: Uint8Array): Draft
}

function readerOf(types: Types): Reader {
  const numbers = new Map<string, readonly string[]>()
  for (const row of wireTable.trim().split(/[;\n]/)) {
    const [name = '', ...paths] = row.split(' ')
    numbers.set(name, paths)
  }
  const places = new Map<string, ReadonlyMap<string, string>>()

  function placesOf(typeName: string, type: ObjectType): ReadonlyMap<string, string> {
    const known = places.get(typeName)
    if (known !== undefined) return known
    const paths = numbers.get(typeName) ?? []
    const made = new Map([...type.fields.keys()].map((field, index) => [paths[index] ?? '0', field]))
    places.set(typeName, made)
    return made
  }

  function message(typeName: string, bytes: Uint8Array): Draft {
    const type = types.named(typeName)
    if (type === undefined) throw badRequest(`no kind is registered for the type ${typeName}`)
    const object: Draft = {}
    fill({ object, type, places: placesOf(typeName, type) }, bytes, '')
    return object
  }

  interface Filling {
    readonly object: Draft
    readonly type: ObjectType
    readonly places: ReadonlyMap<string, string>
  }

  function fill(filling: Filling, bytes: Uint8Array, prefix: string): void {
    for (const field of wireFields(bytes)) {
      const path = `${prefix}${field.number}`
      const name = filling.places.get(path)
      const shape = name === undefined ? undefined : filling.type.fields.get(name)
      if (name !== undefined && shape !== undefined) take(filling.object, name, shape, field)
      // A part that is written into its parent.
      else if ([...filling.places.keys()].some((known) => known.startsWith(`${path}.`)))
        fill(filling, field.bytes, `${path}.`)
    }
  }

  function take(object: Draft, name: string, shape: FieldType, field: WireField): void {
    if (shape.tag === 'list') {
      const before = Object.hasOwn(object, name) && Array.isArray(object[name]) ? object[name] : []
      object[name] = [...before, value(shape.items, field)]
    } else if (shape.tag === 'map') {
      const entries = Object.hasOwn(object, name) ? object[name] : {}
      const map: Draft = Object.assign({}, entries)
      const item: WireField = { number: 2, bytes: wireField(field.bytes, 2), value: 0n, hasLength: true }
      set(map, wireText(wireField(field.bytes, 1)), value(shape.items, item))
      object[name] = map
    } else {
      const read = value(shape, field)
      if (read !== undefined && !(read === 0 && ZERO_IS_ABSENT.has(name))) object[name] = read
    }
  }

  function value(shape: FieldType, field: WireField): unknown {
    switch (shape.tag) {
      case 'scalar':
        return scalar(shape.of, field)
      case 'quantity':
        return wireText(wireField(field.bytes, 1))
      case 'int-or-text':
        return (wireNumber(field.bytes, 1) ?? 0) === 0
          ? (wireNumber(field.bytes, 2) ?? 0)
          : wireText(wireField(field.bytes, 3))
      case 'reference': {
        const alias = types.named(shape.name)?.alias
        return alias === undefined ? message(shape.name, field.bytes) : value(alias, field)
      }
      case 'list':
        return [...wireFields(field.bytes)].map((item) => value(shape.items, item))
      case 'map':
        return {}
    }
  }

  return { message }
}

function scalar(of: string, { bytes, value }: WireField): unknown {
  switch (of) {
    case 'text':
      return wireText(bytes)
    case 'integer':
      return signed(value)
    case 'boolean':
      return value !== 0n
    case 'number':
      return bytes.length === 8 ? new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true) : 0
    case 'time': {
      const seconds = wireNumber(bytes, 1)
      return seconds === undefined ? undefined : `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`
    }
    case 'bytes':
      return Buffer.from(bytes).toString('base64')
    default:
      return anything(wireText(wireField(bytes, 1)))
  }
}

function anything(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
