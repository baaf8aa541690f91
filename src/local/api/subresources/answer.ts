import type { ApiResponse } from '../../../cluster/transport.ts'
import { methodNotAllowed, noSuchPath } from '../fault.ts'
import type { ObjectCall, SubresourceCall } from '../http/call.ts'
import { answerObject, optionsOf, storedOf, targetOf } from '../http/objects.ts'
import { bodyObject } from '../http/request-body.ts'
import { objectFromBody } from '../rest/body.ts'
import { patchObject } from '../rest/patch.ts'
import { updateObject } from '../rest/update.ts'
import { answerBinding } from './binding.ts'
import { answerEviction } from './eviction.ts'
import { answerLog } from './log.ts'
import { answerProxy } from './proxy.ts'
import { answerScale } from './scale.ts'
import { answerStream } from './streams.ts'
import { answerToken } from './token.ts'

type Answer = (call: SubresourceCall) => Promise<ApiResponse>

const answers: Readonly<Record<string, Answer>> = {
  status: answerWhole,
  finalize: answerWhole,
  scale: answerScale,
  log: answerLog,
  binding: answerBinding,
  eviction: answerEviction,
  proxy: answerProxy,
  token: answerToken,
  exec: answerStream,
  portforward: answerStream,
}

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  PUT: 'update',
  PATCH: 'patch',
  POST: 'create',
  DELETE: 'delete',
}

/** Answers a request for something below an object. */
export async function answerSubresource(call: ObjectCall): Promise<ApiResponse> {
  const { resource, path, request } = call
  const subresource = resource.subresources.find(({ name }) => name === path.subresource)
  const answer = answers[path.subresource]
  if (subresource === undefined || answer === undefined) throw noSuchPath()
  if (path.rest !== '' && subresource.name !== 'proxy') throw noSuchPath()
  if (!subresource.verbs.includes(VERBS[request.method] ?? '')) throw methodNotAllowed()
  return answer({ ...call, subresource })
}

/** Status, and the finalizers of a namespace: the whole object goes in, one part of it counts. */
async function answerWhole(call: SubresourceCall): Promise<ApiResponse> {
  const { kernel, request, subresource } = call
  const target = targetOf(call)
  if (request.method === 'GET') return answerObject(call, { object: storedOf(call), isNew: false })
  const options = optionsOf(call)
  if (request.method === 'PATCH') return answerObject(call, await patchObject(call, target, options, subresource.name))
  const draft = objectFromBody(kernel, target, await bodyObject(call), options)
  const object = updateObject(kernel, target, { subresource: subresource.name, next: () => draft }, options)
  return answerObject(call, { object, isNew: false })
}
