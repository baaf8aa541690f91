import type { KubeObject } from '../../../plan/objects.ts'
import { badRequest } from '../fault.ts'
import type { ObjectCall } from '../http/call.ts'
import { bodyJson, bodyText, mediaTypeOf, unsupportedType } from '../http/request-body.ts'
import { asDraft, cloned, type Draft, isMap } from '../json.ts'
import type { Target, WriteOptions } from '../kernel.ts'
import { applyObject } from '../managed/apply.ts'
import { applyJsonPatch } from '../patch/json-patch.ts'
import { applyMergePatch } from '../patch/merge-patch.ts'
import { applyStrategicPatch } from '../patch/strategic-merge.ts'
import { objectFromBody } from './body.ts'
import { updateObject } from './update.ts'

const JSON_PATCH = 'application/json-patch+json'
const MERGE_PATCH = 'application/merge-patch+json'
const APPLY_PATCH = 'application/apply-patch+yaml'
const STRATEGIC_PATCH = 'application/strategic-merge-patch+json'

/** Patches an object, or its status; apply may create it. */
export async function patchObject(
  call: ObjectCall,
  target: Target,
  options: WriteOptions,
  subresource: string,
): Promise<{ object: KubeObject; isNew: boolean }> {
  const type = mediaTypeOf(call.request)
  const isCustom = target.resource.custom !== undefined
  const served = [JSON_PATCH, MERGE_PATCH, ...(isCustom ? [] : [STRATEGIC_PATCH]), APPLY_PATCH]
  if (!served.includes(type)) throw unsupportedType(served)
  if (type === APPLY_PATCH) return applyObject(call, target, options, subresource)
  const patch = bodyJson(bodyText(call.request))
  const next = (old: KubeObject) => {
    const patched = patchedBy(call, type, cloned(asDraft(old)), patch)
    return objectFromBody(call.kernel, target, patched, options)
  }
  return { object: updateObject(call.kernel, target, { subresource, next }, options), isNew: false }
}

function patchedBy(call: ObjectCall, type: string, draft: Draft, patch: unknown): Draft {
  const result = type === JSON_PATCH ? applyJsonPatch(draft, patch) : mergedWith(call, type, draft, patch)
  if (!isMap(result)) throw badRequest('the patched object is no JSON object')
  return result
}

function mergedWith({ kernel, resource }: ObjectCall, type: string, draft: Draft, patch: unknown): unknown {
  if (!isMap(patch)) throw badRequest('the patch is no JSON object')
  if (type === MERGE_PATCH) return applyMergePatch(draft, patch)
  return applyStrategicPatch(kernel.types, resource.typeName ?? '', draft, patch)
}
