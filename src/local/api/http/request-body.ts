import type { ApiRequest } from '../../../cluster/transport.ts'
import { ApiFault, badRequest } from '../fault.ts'
import type { Types } from '../schema/field-types.ts'
import type { Call } from './call.ts'

const LIMIT = 3 * 1024 * 1024
const JSON_TYPES = ['application/json', '']
const BINARY_TYPE = 'application/vnd.kubernetes.protobuf'
const YAML_TYPES = ['application/yaml', 'application/x-yaml', 'text/yaml']

/** The media type of a request's body, without parameters. */
export function mediaTypeOf(request: ApiRequest): string {
  return (
    (request.headers['content-type'] ?? request.headers['Content-Type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  )
}

/** The body as text; one that is too large is refused. */
export function bodyText(request: ApiRequest): string {
  const { body } = request
  const text = body === undefined ? '' : typeof body === 'string' ? body : new TextDecoder().decode(body)
  if (text.length > LIMIT) throw tooLarge()
  return text
}

/** The body of a create or replace. */
export async function bodyObject({ request, kernel }: Pick<Call, 'request' | 'kernel'>): Promise<unknown> {
  const type = mediaTypeOf(request)
  if (type === BINARY_TYPE) return bodyBinary(request, kernel.types)
  if (YAML_TYPES.includes(type)) return bodyYaml(bodyText(request))
  if (!JSON_TYPES.includes(type)) throw unsupportedType([...JSON_TYPES.slice(0, 1), 'application/yaml', BINARY_TYPE])
  return bodyJson(bodyText(request))
}

/** The body in the binary form of typed clients; the reader is loaded when it is needed. */
export async function bodyBinary({ body }: ApiRequest, types: Types): Promise<unknown> {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'latin1') : (body ?? new Uint8Array())
  if (bytes.length > LIMIT) throw tooLarge()
  const { objectFromBinary } = await import('../schema/protobuf.ts')
  return objectFromBinary(types, bytes)
}

/** Whether the body is in the binary form. */
export function isBinary(request: ApiRequest): boolean {
  return mediaTypeOf(request) === BINARY_TYPE
}

function tooLarge(): ApiFault {
  return new ApiFault(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${LIMIT}`)
}

/** The body as JSON; a mistake is a bad request. */
export function bodyJson(text: string): unknown {
  if (text.trim() === '') throw badRequest('unexpected end of JSON input')
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** The body as YAML, of which JSON is a part; the parser is loaded when it is needed. */
export async function bodyYaml(text: string): Promise<unknown> {
  if (/^\s*[{[]/.test(text)) return bodyJson(text)
  const { parseYamlBody } = await import('../yaml-body.ts')
  return parseYamlBody(text)
}

/** The media type is none of those. */
export function unsupportedType(allowed: readonly string[]): ApiFault {
  const message = `the body of the request was in an unknown format - accepted media types include: ${allowed.join(', ')}`
  return new ApiFault(415, 'UnsupportedMediaType', message)
}
