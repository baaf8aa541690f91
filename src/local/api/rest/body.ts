import { badRequest } from '../fault.ts'
import { cloned, type Draft, draftAt, ensure, isMap, set, textAt } from '../json.ts'
import type { Kernel, Target, WriteOptions } from '../kernel.ts'
import type { Resource } from '../resource.ts'
import { apiVersionOf } from '../resources.ts'
import { fitToSchema } from '../schema/custom-schema.ts'
import { type Decoded, decode } from '../schema/decode.ts'

const META = 'meta.v1.ObjectMeta'

/** Reads a body as an object of the target's kind; unknown fields are refused, told or dropped as the request says. */
export function objectFromBody(kernel: Kernel, target: Target, body: unknown, options: WriteOptions): Draft {
  const { resource } = target
  if (!isMap(body)) throw badRequest(`the body is no JSON object`)
  checkKind(resource, body)
  const { object, unknown } = decodeFor(kernel, resource, body)
  tellUnknown(resource, unknown, options)
  object['apiVersion'] = apiVersionOf(resource)
  object['kind'] = resource.kind
  checkNamespace(target, object)
  return object
}

function checkKind(resource: Resource, body: Draft): void {
  const wanted = apiVersionOf(resource)
  const apiVersion = textAt(body, 'apiVersion')
  const kind = textAt(body, 'kind')
  if (kind === '' && apiVersion === '' && resource.custom === undefined) return
  if (kind === '') throw badRequest(`Object 'Kind' is missing in '${JSON.stringify(body).slice(0, 200)}'`)
  if (kind !== resource.kind || apiVersion !== wanted)
    throw badRequest(
      `${kind} in version "${apiVersion}" cannot be handled as a ${resource.kind}: the API version in the data (${apiVersion}) does not match the expected API version (${wanted})`,
    )
}

function decodeFor(kernel: Kernel, resource: Resource, body: Draft): Decoded {
  if (resource.typeName !== undefined) return decode(kernel.types, resource.typeName, body)
  const object = cloned(body)
  const metadata = draftAt(object, 'metadata') ?? {}
  const read = decode(kernel.types, META, metadata)
  set(object, 'metadata', read.object)
  const fitted = fitToSchema(resource.custom?.schema, object)
  return { object: fitted.object, unknown: [...read.unknown.map((path) => `metadata.${path}`), ...fitted.unknown] }
}

function tellUnknown(resource: Resource, unknown: readonly string[], options: WriteOptions): void {
  const said = unknown.map((path) => `unknown field "${path}"`)
  if (options.validation === 'Warn') for (const line of said) options.warn(line)
  if (options.validation !== 'Strict' || said.length === 0) return
  const { kind, version } = resource
  throw badRequest(
    `${kind} in version "${version}" cannot be handled as a ${kind}: strict decoding error: ${said.join(', ')}`,
  )
}

function checkNamespace({ resource, namespace }: Target, object: Draft): void {
  const metadata = ensure(object, 'metadata')
  if (!resource.isNamespaced) {
    delete metadata['namespace']
    return
  }
  const own = textAt(metadata, 'namespace')
  if (own !== '' && own !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  if (namespace !== undefined) metadata['namespace'] = namespace
}
