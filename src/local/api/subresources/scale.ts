import type { ApiResponse } from '../../../cluster/transport.ts'
import type { KubeObject } from '../../../plan/objects.ts'
import { badRequest, conflict, invalid, OBJECT_MODIFIED } from '../fault.ts'
import type { SubresourceCall } from '../http/call.ts'
import { optionsOf, storedOf, targetOf } from '../http/objects.ts'
import { bodyJson, bodyObject, bodyText, mediaTypeOf, unsupportedType } from '../http/request-body.ts'
import { jsonAnswer } from '../http/respond.ts'
import { asDraft, at, cloned, type Draft, draftsAt, ensure, isMap, numberAt, textAt, textsAt } from '../json.ts'
import { applyJsonPatch } from '../patch/json-patch.ts'
import { applyMergePatch } from '../patch/merge-patch.ts'
import { updateObject } from '../rest/update.ts'
import { decode } from '../schema/decode.ts'

const SCALE = 'autoscaling.v1.Scale'

/** Reads or changes how many replicas an object wants. */
export async function answerScale(call: SubresourceCall): Promise<ApiResponse> {
  const before = scaleOf(call, storedOf(call))
  if (call.request.method === 'GET') return jsonAnswer(200, before)
  const wanted = decode(call.kernel.types, SCALE, await wantedScale(call, before)).object
  const replicas = numberAt(wanted, 'spec', 'replicas') ?? 0
  const name = call.path.name
  if (replicas < 0)
    throw invalid({ group: 'autoscaling', kind: 'Scale' }, name, [
      {
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${replicas}: must be greater than or equal to 0`,
        field: 'spec.replicas',
      },
    ])
  const version = textAt(wanted, 'metadata', 'resourceVersion')
  const next = (old: KubeObject) => {
    if (version !== '' && version !== textAt(old, 'metadata', 'resourceVersion'))
      throw conflict(call.resource, name, OBJECT_MODIFIED)
    return withReplicas(call, old, replicas)
  }
  return jsonAnswer(
    200,
    scaleOf(call, updateObject(call.kernel, targetOf(call), { subresource: '', next }, optionsOf(call))),
  )
}

async function wantedScale(call: SubresourceCall, before: Draft): Promise<Draft> {
  if (call.request.method === 'PUT') {
    const body = await bodyObject(call)
    if (!isMap(body)) throw badRequest('the body is no JSON object')
    return body
  }
  const type = mediaTypeOf(call.request)
  const patch = bodyJson(bodyText(call.request))
  if (type === 'application/json-patch+json') return mapOf(applyJsonPatch(cloned(before), patch))
  if (!['application/merge-patch+json', 'application/strategic-merge-patch+json'].includes(type))
    throw unsupportedType([
      'application/json-patch+json',
      'application/merge-patch+json',
      'application/strategic-merge-patch+json',
    ])
  return mapOf(applyMergePatch(cloned(before), patch))
}

function mapOf(value: unknown): Draft {
  if (isMap(value)) return value
  throw badRequest('the patched object is no JSON object')
}

function specPath({ resource }: SubresourceCall): readonly string[] {
  return (resource.custom?.scale?.specPath ?? '.spec.replicas').split('.').slice(1)
}

function withReplicas(call: SubresourceCall, old: KubeObject, replicas: number): Draft {
  const draft = cloned(asDraft(old))
  const path = specPath(call)
  let here: Draft = draft
  for (const step of path.slice(0, -1)) here = ensure(here, step)
  here[path.at(-1) ?? 'replicas'] = replicas
  return draft
}

function scaleOf(call: SubresourceCall, object: KubeObject): Draft {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const statusPath = (call.resource.custom?.scale?.statusPath ?? '.status.replicas').split('.').slice(1)
  const replicas = Number(at(object, ...specPath(call)) ?? 0)
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: Number(at(object, ...statusPath) ?? 0), selector: selectorText(call, object) },
  }
}

function selectorText(call: SubresourceCall, object: KubeObject): string {
  const path = call.resource.custom?.scale?.selectorPath
  if (path !== undefined && path !== '') return String(at(object, ...path.split('.').slice(1)) ?? '')
  const selector = at(object, 'spec', 'selector')
  const labels = object.kind === 'ReplicationController' ? textsAt(selector) : textsAt(selector, 'matchLabels')
  const equal = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  const expressions = draftsAt(selector, 'matchExpressions').map((item) => {
    const key = textAt(item, 'key')
    const operator = textAt(item, 'operator')
    if (operator === 'Exists' || operator === 'DoesNotExist') return operator === 'Exists' ? key : `!${key}`
    return `${key} ${operator.toLowerCase()} (${String(item['values'])})`
  })
  return [...equal.sort(), ...expressions].join(',')
}
