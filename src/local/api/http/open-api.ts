import type { Kernel } from '../kernel.ts'
import type { Resource } from '../resource.ts'
import { apiVersionOf } from '../resources.ts'
import { schemasOf } from './open-api-schemas.ts'

const VALIDATION = { name: 'fieldValidation', in: 'query', schema: { type: 'string' } }
const WRITES = ['post', 'put', 'patch'] as const

/** The list of documents, one for each group and version. */
export function openApiV3Index(kernel: Kernel): unknown {
  const names = new Set(kernel.resources.all().map(documentName))
  return { paths: Object.fromEntries([...names].map((name) => [name, { serverRelativeURL: `/openapi/v3/${name}` }])) }
}

function documentName(resource: Resource): string {
  return resource.group === '' ? 'api/v1' : `apis/${apiVersionOf(resource)}`
}

/**
 * One document: the fields of each kind, which `kubectl explain` shows, and that writes take `fieldValidation`, so that
 * kubectl leaves checking to the server.
 */
export function openApiV3(kernel: Kernel, name: string): unknown {
  const resources = kernel.resources.all().filter((resource) => documentName(resource) === name)
  if (resources.length === 0) return undefined
  const components = { schemas: schemasOf(kernel.types, resources) }
  return { openapi: '3.0.0', ...head, paths: pathsOf(resources, VALIDATION), components }
}

/** The older form, without fields: nothing that is left asks it for them. */
export function openApiV2(kernel: Kernel): unknown {
  return {
    swagger: '2.0',
    ...head,
    paths: pathsOf(kernel.resources.all(), { ...VALIDATION, type: 'string' }),
    definitions: {},
  }
}

const head = { info: { title: 'Kubernetes', version: 'v1.36.0-local' } }

function pathsOf(resources: readonly Resource[], parameter: unknown): Record<string, unknown> {
  return Object.fromEntries(
    resources.map((resource) => {
      const { group, version, kind } = resource
      const read = { responses: {}, 'x-kubernetes-group-version-kind': { group, version, kind } }
      const about = { ...read, parameters: [parameter] }
      const namespace = resource.isNamespaced ? '/namespaces/{namespace}' : ''
      const path = `/${documentName(resource)}${namespace}/${resource.resource}/{name}`
      return [path, { get: read, ...Object.fromEntries(WRITES.map((write) => [write, about])) }]
    }),
  )
}
