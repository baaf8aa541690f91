import type { ApiRequest, ApiResponse } from '../../../cluster/transport.ts'
import { authenticate } from '../access/authenticate.ts'
import { authorize } from '../access/authorize.ts'
import { methodNotAllowed, noSuchPath } from '../fault.ts'
import type { Kernel } from '../kernel.ts'
import type { Encoder } from '../rest/encoder.ts'
import { answerSubresource } from '../subresources/answer.ts'
import { answerVirtual, isVirtual } from '../virtual/answer.ts'
import type { Call, ObjectCall } from './call.ts'
import { headerOf } from './call.ts'
import { answerDiscovery } from './discovery.ts'
import { answerObjects } from './objects.ts'
import { objectPath, segmentsOf } from './path.ts'
import { faultAnswer, warningHeaders } from './respond.ts'

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'])

/** Answers one request; what goes wrong becomes the Status a real server would answer. */
export async function handleRequest(kernel: Kernel, encoder: Encoder, request: ApiRequest): Promise<ApiResponse> {
  const warnings: string[] = []
  try {
    if (!METHODS.has(request.method)) throw methodNotAllowed()
    const user = authenticate(kernel, headerOf(request, 'authorization'))
    const [path = '', search = ''] = splitOnce(request.path, '?')
    const call: Call = { kernel, encoder, request, user, warnings, query: new URLSearchParams(search) }
    return await answer(call, path)
  } catch (error) {
    return faultAnswer(error, warningHeaders(warnings))
  }
}

async function answer(call: Call, path: string): Promise<ApiResponse> {
  const segments = segmentsOf(path)
  const where = objectPath(segments)
  if (where === undefined) {
    authorize(call, { tag: 'path', path })
    return answerDiscovery(call, segments)
  }
  const resource = call.kernel.resources.find(where.group, where.version, where.resource)
  authorize(call, { tag: 'objects', path: where })
  if (resource === undefined) throw noSuchPath()
  if (resource.isNamespaced && where.namespace === undefined && (where.name !== '' || call.request.method === 'POST'))
    throw resource.isNamespaced && where.name === '' ? methodNotAllowed() : noSuchPath()
  if (!resource.isNamespaced && where.namespace !== undefined) throw noSuchPath()
  const objects: ObjectCall = { ...call, path: where, resource }
  if (isVirtual(resource)) return answerVirtual(objects)
  return where.subresource === '' ? answerObjects(objects) : answerSubresource(objects)
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator)
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)]
}
