import type { ApiResponse } from '../../../cluster/transport.ts'
import { methodNotAllowed } from '../fault.ts'
import type { ObjectCall } from '../http/call.ts'
import { optionsOf, targetOf } from '../http/objects.ts'
import { bodyObject } from '../http/request-body.ts'
import { jsonAnswer } from '../http/respond.ts'
import type { Draft } from '../json.ts'
import type { Resource } from '../resource.ts'
import { objectFromBody } from '../rest/body.ts'
import { accessReview, rulesReview, selfReview, tokenReview } from './reviews.ts'

type Review = (call: ObjectCall, body: Draft) => Draft

const reviews: Readonly<Record<string, Review>> = {
  'authorization.k8s.io/selfsubjectaccessreviews': accessReview,
  'authorization.k8s.io/subjectaccessreviews': accessReview,
  'authorization.k8s.io/localsubjectaccessreviews': accessReview,
  'authorization.k8s.io/selfsubjectrulesreviews': rulesReview,
  'authentication.k8s.io/selfsubjectreviews': selfReview,
  'authentication.k8s.io/tokenreviews': tokenReview,
}

/** Whether objects of a resource are questions that are answered and not kept. */
export function isVirtual(resource: Resource): boolean {
  return Object.hasOwn(reviews, resource.storage)
}

/** Answers a question about tokens or rights. */
export async function answerVirtual(call: ObjectCall): Promise<ApiResponse> {
  const review = reviews[call.resource.storage]
  if (call.request.method !== 'POST' || call.path.name !== '' || review === undefined) throw methodNotAllowed()
  const body = objectFromBody(call.kernel, targetOf(call), await bodyObject(call), optionsOf(call))
  return jsonAnswer(201, review(call, body))
}
