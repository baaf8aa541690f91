import type { ApiResponse } from '../../../cluster/transport.ts'
import { ApiFault, badRequest } from '../fault.ts'
import type { SubresourceCall } from '../http/call.ts'
import { optionsOf, storedOf, targetOf } from '../http/objects.ts'
import { bodyObject } from '../http/request-body.ts'
import { jsonAnswer } from '../http/respond.ts'
import { at, numberAt, textAt, textsAt } from '../json.ts'
import { deleteObject } from '../rest/delete.ts'
import { matchesLabels, requirementsOf } from '../selectors.ts'

/** Deletes a pod unless a disruption budget forbids it. */
export async function answerEviction(call: SubresourceCall): Promise<ApiResponse> {
  const body = await bodyObject(call)
  const given = textAt(body, 'metadata', 'name')
  if (given !== '' && given !== call.path.name) throw badRequest('name in URL does not match name in Eviction object')
  checkBudgets(call)
  const grace = numberAt(body, 'deleteOptions', 'gracePeriodSeconds')
  const uid = textAt(body, 'deleteOptions', 'preconditions', 'uid')
  const wish = { ...(grace === undefined ? {} : { gracePeriodSeconds: grace }), ...(uid === '' ? {} : { uid }) }
  deleteObject(call.kernel, targetOf(call), wish, optionsOf(call))
  return jsonAnswer(201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 })
}

function checkBudgets(call: SubresourceCall): void {
  const pod = storedOf(call)
  if (['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase'))) return
  const labels = textsAt(pod, 'metadata', 'labels')
  const { storage } = call.kernel
  for (const key of storage.keys('policy/poddisruptionbudgets', `${call.path.namespace ?? ''}/`)) {
    const budget = storage.get('policy/poddisruptionbudgets', key)
    const requirements = requirementsOf(at(budget, 'spec', 'selector'))
    if (requirements === undefined || !matchesLabels(requirements, labels)) continue
    if ((numberAt(budget, 'status', 'disruptionsAllowed') ?? 0) > 0) continue
    const causes = [
      {
        reason: 'DisruptionBudget',
        message: `The disruption budget ${textAt(budget, 'metadata', 'name')} needs ${numberAt(budget, 'status', 'desiredHealthy') ?? 0} healthy pods and has ${numberAt(budget, 'status', 'currentHealthy') ?? 0} currently`,
      },
    ]
    throw new ApiFault(429, 'TooManyRequests', "Cannot evict pod as it would violate the pod's disruption budget.", {
      causes,
    })
  }
}
