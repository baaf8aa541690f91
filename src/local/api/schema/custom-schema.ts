import { at, cloned, type Draft, draftAt, isMap, set } from '../json.ts'
import { pathText } from './decode.ts'

const ALWAYS = new Set(['apiVersion', 'kind', 'metadata'])
const PRESERVE = 'x-kubernetes-preserve-unknown-fields'
const EMBEDDED = 'x-kubernetes-embedded-resource'

/** A custom object with the defaults of its schema and without the fields the schema does not know; names those. */
export function fitToSchema(
  schema: unknown,
  object: Draft,
): { readonly object: Draft; readonly unknown: readonly string[] } {
  const unknown: string[] = []
  const fitted = isMap(schema) ? adapt({ unknown, path: [], isRoot: true }, schema, object) : object
  return { object: isMap(fitted) ? fitted : object, unknown }
}

interface Fitting {
  readonly unknown: string[]
  readonly path: readonly (string | number)[]
  readonly isRoot: boolean
}

function adapt(fitting: Fitting, schema: Draft, value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = draftAt(schema, 'items')
    return items === undefined ? value : value.map((item, index) => adapt(below(fitting, index), items, item))
  }
  if (!isMap(value)) return value
  const properties = draftAt(schema, 'properties') ?? {}
  const result: Draft = {}
  for (const [key, item] of Object.entries(value)) {
    if ((fitting.isRoot || schema[EMBEDDED] === true) && ALWAYS.has(key)) {
      set(result, key, item)
      continue
    }
    const known = shapeOf(schema, properties, key)
    if (isMap(known)) set(result, key, adapt(below(fitting, key), known, item))
    else if (known === true) set(result, key, item)
    else fitting.unknown.push(pathText([...fitting.path, key]))
  }
  for (const [key, property] of Object.entries(properties)) {
    const fallback = at(property, 'default')
    const isAbsent = !Object.hasOwn(result, key) || (result[key] === null && at(property, 'nullable') !== true)
    if (fallback !== undefined && isAbsent && isMap(property))
      set(result, key, adapt(below(fitting, key), property, cloned(fallback)))
  }
  return result
}

/** The schema of a field, true when it may be anything, false when it is not known. */
function shapeOf(schema: Draft, properties: Draft, key: string): unknown {
  if (Object.hasOwn(properties, key)) return properties[key]
  const others = schema['additionalProperties']
  if (isMap(others)) return others
  return others === true || schema[PRESERVE] === true
}

function below({ unknown, path }: Fitting, step: string | number): Fitting {
  return { unknown, path: [...path, step], isRoot: false }
}
