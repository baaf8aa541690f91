import type { ApiResponse } from '../../../cluster/transport.ts'
import type { KubeObject } from '../../../plan/objects.ts'
import { ApiFault, badRequest, methodNotAllowed, notFound, type StatusObject } from '../fault.ts'
import { at, isMap, numberAt, textAt } from '../json.ts'
import type { Target, WriteOptions } from '../kernel.ts'
import { behaviorOf } from '../kinds/behaviors.ts'
import { objectFromBody } from '../rest/body.ts'
import { createObject } from '../rest/create.ts'
import { type DeleteResult, type DeleteWish, deleteObject } from '../rest/delete.ts'
import { listPage } from '../rest/list.ts'
import { patchObject } from '../rest/patch.ts'
import { selectionOf } from '../rest/selection.ts'
import { updateObject } from '../rest/update.ts'
import { watchStream } from '../rest/watch.ts'
import { keyOf } from '../store/storage.ts'
import { representationOf } from './accept.ts'
import { headerOf, type ObjectCall } from './call.ts'
import { isSet, writeOptionsOf } from './query.ts'
import { bodyBinary, bodyJson, bodyObject, bodyText, isBinary } from './request-body.ts'
import { jsonAnswer, textAnswer, warningHeaders } from './respond.ts'
import { shownList, shownObject, showWatched } from './show.ts'

/** The options of a write, as query and headers say. */
export function optionsOf(call: ObjectCall): WriteOptions {
  return writeOptionsOf(call.query, call.user, headerOf(call.request, 'user-agent') ?? '', call.warnings)
}

/** The object or collection a path means. */
export function targetOf({ resource, path }: ObjectCall): Target {
  return { resource, namespace: resource.isNamespaced ? path.namespace : undefined, name: path.name }
}

/** Answers a request for an object or a collection. */
export async function answerObjects(call: ObjectCall): Promise<ApiResponse> {
  const { method } = call.request
  const isNamed = call.path.name !== ''
  if (method === 'GET') return isNamed && !isSet(call.query, 'watch') ? read(call) : listOrWatch(call)
  if (method === 'POST' && !isNamed) return create(call)
  if (method === 'PUT' && isNamed) return replace(call)
  if (method === 'PATCH' && isNamed)
    return answerObject(call, await patchObject(call, targetOf(call), optionsOf(call), ''))
  if (method === 'DELETE') return isNamed ? remove(call) : removeAll(call)
  throw methodNotAllowed()
}

/** One object as the client wants to see it. */
export function answerObject(call: ObjectCall, { object, isNew }: { object: KubeObject; isNew: boolean }): ApiResponse {
  const as = representationOf(headerOf(call.request, 'accept'))
  return textAnswer(isNew ? 201 : 200, shownObject(call, object, as), 'application/json', warningHeaders(call.warnings))
}

function read(call: ObjectCall): ApiResponse {
  return answerObject(call, { object: storedOf(call), isNew: false })
}

/** The stored object a path means; 404 when there is none. */
export function storedOf(call: ObjectCall): KubeObject {
  const { resource, path, kernel } = call
  const key = keyOf(resource.isNamespaced ? path.namespace : undefined, path.name)
  const found = kernel.storage.get(resource.storage, key)
  if (found === undefined) throw notFound(resource, path.name)
  return found
}

function listOrWatch(call: ObjectCall): ApiResponse {
  const { kernel, resource, path, query } = call
  const selection = selectionOf(resource, path.namespace, path.name, query)
  const as = representationOf(headerOf(call.request, 'accept'))
  if (!isSet(query, 'watch')) {
    const page = listPage(kernel, resource, selection, query)
    return textAnswer(200, shownList(call, page, as), 'application/json', warningHeaders(call.warnings))
  }
  const encode = showWatched(call, as)
  const body = watchStream(kernel, { resource, selection, query, signal: call.request.signal, encode })
  return { status: 200, headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }, body }
}

async function create(call: ObjectCall): Promise<ApiResponse> {
  const target = targetOf(call)
  const options = optionsOf(call)
  const body = await bodyObject(call)
  const draft = objectFromBody(call.kernel, target, body, options)
  const object = createObject(call.kernel, { ...target, name: textAt(draft, 'metadata', 'name') }, draft, options)
  return answerObject(call, { object, isNew: true })
}

async function replace(call: ObjectCall): Promise<ApiResponse> {
  const { kernel, resource } = call
  const target = targetOf(call)
  const options = optionsOf(call)
  const draft = objectFromBody(kernel, target, await bodyObject(call), options)
  const key = keyOf(target.namespace, target.name)
  if (behaviorOf(resource).isCreatedByPut === true && kernel.storage.get(resource.storage, key) === undefined) {
    if (textAt(draft, 'metadata', 'name') === target.name)
      return answerObject(call, { object: createObject(kernel, target, draft, options), isNew: true })
  }
  const object = updateObject(kernel, target, { subresource: '', next: () => draft }, options)
  return answerObject(call, { object, isNew: false })
}

async function remove(call: ObjectCall): Promise<ApiResponse> {
  const body = await deleteBody(call)
  const wish = deleteWishOf(call, body)
  const target = targetOf(call)
  const result = deleteObject(call.kernel, target, wish, { ...optionsOf(call), isDryRun: isDryDelete(call, body) })
  return deleteAnswer(call, result)
}

function deleteAnswer(call: ObjectCall, { object, isGone }: DeleteResult): ApiResponse {
  const { resource } = call
  const showsObject =
    !isGone ||
    [
      '/pods',
      '/services',
      '/serviceaccounts',
      '/persistentvolumes',
      '/persistentvolumeclaims',
      '/podtemplates',
      '/resourcequotas',
    ].includes(resource.storage)
  if (showsObject) return answerObject(call, { object, isNew: false })
  const uid = textAt(object, 'metadata', 'uid')
  const group = resource.group === '' ? {} : { group: resource.group }
  const details = { name: object.metadata.name, ...group, kind: resource.resource, uid }
  const status: Omit<StatusObject, 'code'> = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details,
  }
  return jsonAnswer(200, status)
}

async function removeAll(call: ObjectCall): Promise<ApiResponse> {
  const { kernel, resource, path, query } = call
  if (!resource.verbs.includes('deletecollection')) throw methodNotAllowed()
  const selection = selectionOf(resource, path.namespace, '', query)
  const page = listPage(kernel, resource, selection, query)
  const body = await deleteBody(call)
  const wish = deleteWishOf(call, body)
  const options = { ...optionsOf(call), isDryRun: isDryDelete(call, body) }
  const objects = page.objects.flatMap((object) => {
    const { name, namespace } = object.metadata
    try {
      return [deleteObject(kernel, { resource, namespace, name }, wish, options).object]
    } catch (error) {
      // Somebody else was faster: that is what was wanted.
      if (error instanceof ApiFault && error.code === 404) return []
      throw error
    }
  })
  return textAnswer(
    200,
    shownList(call, { ...page, objects, version: kernel.storage.version() }, 'object'),
    'application/json',
  )
}

async function deleteBody(call: ObjectCall): Promise<unknown> {
  if (isBinary(call.request)) return bodyBinary(call.request, call.kernel.types)
  const text = bodyText(call.request)
  if (text.trim() === '') return {}
  const body = bodyJson(text)
  if (!isMap(body)) throw badRequest('the body is no JSON object')
  const kind = textAt(body, 'kind')
  if (kind !== '' && kind !== 'DeleteOptions') throw badRequest(`expected DeleteOptions, found ${kind}`)
  return body
}

function isDryDelete(call: ObjectCall, body: unknown): boolean {
  const dryRun = at(body, 'dryRun')
  return call.query.get('dryRun') === 'All' || (Array.isArray(dryRun) && dryRun.includes('All'))
}

function deleteWishOf(call: ObjectCall, body: unknown): DeleteWish {
  const policy = textAt(body, 'propagationPolicy') || (call.query.get('propagationPolicy') ?? '')
  const known = (['Background', 'Foreground', 'Orphan'] as const).find((name) => name === policy)
  if (policy !== '' && known === undefined)
    throw badRequest(
      `invalid propagationPolicy ${JSON.stringify(policy)}: supported values: Background, Foreground, Orphan`,
    )
  const queryGrace = call.query.get('gracePeriodSeconds')
  const grace =
    numberAt(body, 'gracePeriodSeconds') ?? (queryGrace === null || queryGrace === '' ? undefined : Number(queryGrace))
  if (grace !== undefined && !Number.isInteger(grace)) throw badRequest('gracePeriodSeconds must be a whole number')
  const orphan = at(body, 'orphanDependents')
  const propagation = known ?? (orphan === true ? 'Orphan' : orphan === false ? 'Background' : undefined)
  const uid = textAt(body, 'preconditions', 'uid')
  const resourceVersion = textAt(body, 'preconditions', 'resourceVersion')
  return {
    ...(propagation === undefined ? {} : { propagation }),
    ...(grace === undefined ? {} : { gracePeriodSeconds: grace }),
    ...(uid === '' ? {} : { uid }),
    ...(resourceVersion === '' ? {} : { resourceVersion }),
  }
}
