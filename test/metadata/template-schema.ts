import { readFileSync } from 'node:fs'
import { join } from 'node:path'

type Json = Readonly<Record<string, unknown>>

const file = join(import.meta.dirname, 'fixtures/action-v1.0.json')
const definitions: Readonly<Record<string, Json>> = JSON.parse(readFileSync(file, 'utf8')).definitions

/** What GitHub's schema has against a value; empty when it fits the definition of that name. */
export function schemaProblems(value: unknown, name: string, at = ''): readonly string[] {
  const definition = definitions[name]
  if (definition === undefined) return plainProblems(value, name, at)
  const { mapping, sequence } = definition
  if (Array.isArray(definition['one-of'])) return oneOf(value, definition['one-of'], at)
  if (Array.isArray(definition['allowed-values']))
    return definition['allowed-values'].includes(value) ? [] : [`${at} cannot be ${JSON.stringify(value)}`]
  if (isMap(mapping)) return mappingProblems(value, mapping, at)
  if (isMap(sequence))
    return Array.isArray(value)
      ? value.flatMap((item, index) => schemaProblems(item, String(sequence['item-type']), `${at}/${index}`))
      : [`${at} is no list`]
  if (isMap(definition['boolean'])) return plainProblems(value, 'boolean', at)
  if (isMap(definition['string']))
    return plainProblems(value, definition['string']['require-non-empty'] === true ? 'some text' : 'string', at)
  throw new Error(`this reader does not know the kind of definition that "${name}" is`)
}

function plainProblems(value: unknown, name: string, at: string): readonly string[] {
  const fits: Readonly<Record<string, boolean>> = {
    any: true,
    boolean: typeof value === 'boolean',
    string: ['string', 'number', 'boolean'].includes(typeof value),
    'some text': typeof value === 'string' && value !== '',
  }
  if (fits[name] === undefined) throw new Error(`the schema has no definition "${name}"`)
  return fits[name] ? [] : [`${at} is not ${name}`]
}

function mappingProblems(value: unknown, mapping: Json, at: string): readonly string[] {
  if (!isMap(value)) return [`${at} is no mapping`]
  const properties = isMap(mapping['properties']) ? mapping['properties'] : {}
  const loose = mapping['loose-value-type']
  const missing = Object.entries(properties)
    .filter(([key, property]) => isMap(property) && property['required'] === true && value[key] === undefined)
    .map(([key]) => `${at}/${key} is missing`)
  const wrong = Object.entries(value).flatMap(([key, item]) => {
    const property = properties[key] ?? loose
    if (property === undefined) return [`${at}/${key} is not known`]
    return schemaProblems(item, String(isMap(property) ? property['type'] : property), `${at}/${key}`)
  })
  return [...missing, ...wrong]
}

function oneOf(value: unknown, names: readonly unknown[], at: string): readonly string[] {
  const tried = names.map((name) => schemaProblems(value, String(name), at))
  return tried.some((problems) => problems.length === 0) ? [] : tried.flat()
}

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
