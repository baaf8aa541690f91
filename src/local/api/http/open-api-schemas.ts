import { at, isMap } from '../json.ts'
import type { Resource } from '../resource.ts'
import { apiVersionOf } from '../resources.ts'
import type { FieldType, ObjectType, Types } from '../schema/field-types.ts'

type Schema = Readonly<Record<string, unknown>>

const META = 'meta.v1.ObjectMeta'
const FORMATS: Readonly<Record<string, Schema>> = {
  text: { type: 'string' },
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  number: { type: 'number' },
  time: { type: 'string', format: 'date-time' },
  bytes: { type: 'string', format: 'byte' },
  any: {},
}

/** The schemas of those resources and of all they refer to, by the names a server gives them. */
export function schemasOf(types: Types, resources: readonly Resource[]): Readonly<Record<string, Schema>> {
  const found = new Map<string, Schema>()
  const addType = (name: string) => {
    const type = types.named(name)
    if (type === undefined || found.has(publicName(name))) return
    found.set(publicName(name), {})
    found.set(publicName(name), schemaOf(type, addType))
  }
  for (const resource of resources) {
    const name = resource.typeName ?? ''
    if (resource.typeName === undefined) {
      addType(META)
      found.set(`${resource.group}.${resource.version}.${resource.kind}`, customSchema(resource))
    } else {
      addType(name)
      found.set(publicName(name), { ...found.get(publicName(name)), ...kindOf(resource) })
    }
  }
  return Object.fromEntries(found)
}

/** `core.v1.Pod` as `io.k8s.api.core.v1.Pod`. */
export function publicName(name: string): string {
  if (name.startsWith('meta.')) return `io.k8s.apimachinery.pkg.apis.${name}`
  if (/^(api|util)\./.test(name)) return `io.k8s.apimachinery.pkg.${name}`
  return name.startsWith('apiextensions.') ? `io.k8s.apiextensions-apiserver.pkg.apis.${name}` : `io.k8s.api.${name}`
}

function kindOf({ group, version, kind }: Resource): Schema {
  return { 'x-kubernetes-group-version-kind': [{ group, version, kind }] }
}

function schemaOf(type: ObjectType, refer: (name: string) => void): Schema {
  if (type.alias !== undefined) return fieldSchema(type.alias, refer)
  const properties = [...type.fields].map(([name, field]) => [name, fieldSchema(field, refer)])
  return {
    type: 'object',
    ...(type.required.size > 0 && { required: [...type.required] }),
    properties: Object.fromEntries(properties),
    ...(type.isAtomic && { 'x-kubernetes-map-type': 'atomic' }),
  }
}

function fieldSchema(field: FieldType, refer: (name: string) => void): Schema {
  switch (field.tag) {
    case 'scalar':
      return { ...FORMATS[field.of], ...(field.allowed.length > 0 && { enum: field.allowed }) }
    case 'quantity':
      return { type: 'string' }
    case 'int-or-text':
      return { type: 'string', format: 'int-or-string' }
    case 'reference':
      refer(field.name)
      return {
        allOf: [{ $ref: `#/components/schemas/${publicName(field.name)}` }],
        ...(field.retainsKeys && { 'x-kubernetes-patch-strategy': 'retainKeys' }),
      }
    case 'map': {
      const additionalProperties = fieldSchema(field.items, refer)
      return { type: 'object', additionalProperties, ...(field.isAtomic && { 'x-kubernetes-map-type': 'atomic' }) }
    }
    case 'list':
      return { type: 'array', items: fieldSchema(field.items, refer), ...listMarks(field) }
  }
}

function listMarks({ keys, patchKey, retainsKeys }: Extract<FieldType, { tag: 'list' }>): Schema {
  const server = typeof keys === 'string' ? { 'x-kubernetes-list-type': keys } : mapMarks(keys)
  if (patchKey === '') return server
  return {
    ...server,
    ...(patchKey !== '*' && { 'x-kubernetes-patch-merge-key': patchKey }),
    'x-kubernetes-patch-strategy': retainsKeys ? 'merge,retainKeys' : 'merge',
  }
}

function mapMarks(keys: readonly string[]): Schema {
  return { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': keys }
}

function customSchema(resource: Resource): Schema {
  const schema = isMap(resource.custom?.schema) ? resource.custom.schema : { type: 'object' }
  const properties = at(schema, 'properties')
  const head = {
    apiVersion: { type: 'string', description: `Always ${apiVersionOf(resource)}.` },
    kind: { type: 'string', description: `Always ${resource.kind}.` },
    metadata: { allOf: [{ $ref: `#/components/schemas/${publicName(META)}` }] },
  }
  return { ...schema, properties: { ...(isMap(properties) && properties), ...head }, ...kindOf(resource) }
}
