import type { ApiRequest } from '../../../cluster/transport.ts'
import type { Kernel, User } from '../kernel.ts'
import type { Resource, Subresource } from '../resource.ts'
import type { Encoder } from '../rest/encoder.ts'
import type { ObjectPath } from './path.ts'

/** One request on its way to its answer. */
export interface Call {
  readonly kernel: Kernel
  readonly encoder: Encoder
  readonly request: ApiRequest
  readonly query: URLSearchParams
  readonly user: User
  readonly warnings: string[]
}

/** A request for objects. */
export interface ObjectCall extends Call {
  readonly path: ObjectPath
  readonly resource: Resource
}

/** A request for something below an object. */
export interface SubresourceCall extends ObjectCall {
  readonly subresource: Subresource
}

/** A header of the request, whatever its case. */
export function headerOf(request: ApiRequest, name: string): string | undefined {
  const exact = request.headers[name]
  if (exact !== undefined) return exact
  for (const [key, value] of Object.entries(request.headers)) if (key.toLowerCase() === name) return value
  return undefined
}
