import type { ApiRequest, ApiResponse } from '../../../cluster/transport.ts'
import type { Opened } from '../../contract.ts'
import { authenticate } from '../access/authenticate.ts'
import { authorize } from '../access/authorize.ts'
import { methodNotAllowed, noSuchPath } from '../fault.ts'
import type { Kernel } from '../kernel.ts'
import type { Encoder } from '../rest/encoder.ts'
import { answerSubresource } from '../subresources/answer.ts'
import { openStream } from '../subresources/streams.ts'
import { answerVirtual, isVirtual } from '../virtual/answer.ts'
import { type Call, headerOf, type ObjectCall } from './call.ts'
import { answerDiscovery } from './discovery.ts'
import { answerObjects } from './objects.ts'
import { type ObjectPath, objectPath, segmentsOf } from './path.ts'
import { faultAnswer, warningHeaders } from './respond.ts'

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])

/** Answers one request; what goes wrong becomes the Status a real server would answer. */
export async function handleRequest(kernel: Kernel, encoder: Encoder, request: ApiRequest): Promise<ApiResponse> {
  const warnings: string[] = []
  try {
    if (!METHODS.has(request.method)) throw methodNotAllowed()
    const { call, path } = callOf(kernel, encoder, request, warnings)
    return await answer(call, path)
  } catch (error) {
    return faultAnswer(error, warningHeaders(warnings))
  }
}

/** Checks a request that goes on in another protocol: a command in a container, or ports of a pod. */
export function openRequest(kernel: Kernel, encoder: Encoder, request: ApiRequest): Opened {
  // Whatever the method: something is started.
  const { call, path } = callOf(kernel, encoder, { ...request, method: 'POST' }, [])
  const where = objectPath(segmentsOf(path))
  if (where === undefined) throw noSuchPath()
  return openStream(objectCallOf(call, where))
}

function callOf(kernel: Kernel, encoder: Encoder, request: ApiRequest, warnings: string[]) {
  const user = authenticate(kernel, headerOf(request, 'authorization'))
  const [path = '', search = ''] = splitOnce(request.path, '?')
  const call: Call = { kernel, encoder, request, user, warnings, query: new URLSearchParams(search) }
  return { call, path }
}

async function answer(call: Call, path: string): Promise<ApiResponse> {
  const segments = segmentsOf(path)
  const where = objectPath(segments)
  if (where === undefined) {
    authorize(call, { tag: 'path', path })
    return answerDiscovery(call, segments)
  }
  const objects = objectCallOf(call, where)
  if (isVirtual(objects.resource)) return answerVirtual(objects)
  return where.subresource === '' ? answerObjects(objects) : answerSubresource(objects)
}

function objectCallOf(call: Call, where: ObjectPath): ObjectCall {
  const resource = call.kernel.resources.find(where.group, where.version, where.resource)
  authorize(call, { tag: 'objects', path: where })
  if (resource === undefined) throw noSuchPath()
  if (resource.isNamespaced && where.namespace === undefined && (where.name !== '' || call.request.method === 'POST'))
    throw resource.isNamespaced && where.name === '' ? methodNotAllowed() : noSuchPath()
  if (!resource.isNamespaced && where.namespace !== undefined) throw noSuchPath()
  return { ...call, path: where, resource }
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}
