import type { ApiResponse } from '../../../cluster/transport.ts'
import { timestamp } from '../../timestamp.ts'
import { signToken } from '../access/tokens.ts'
import { badRequest, conflict, invalid, notFound } from '../fault.ts'
import type { SubresourceCall } from '../http/call.ts'
import { storedOf } from '../http/objects.ts'
import { bodyObject } from '../http/request-body.ts'
import { jsonAnswer } from '../http/respond.ts'
import { type Draft, draftAt, isMap, listAt, numberAt, textAt } from '../json.ts'
import { decode } from '../schema/decode.ts'
import { keyOf } from '../store/storage.ts'

const SHORTEST_S = 600
const LONGEST_S = 2 ** 32
const DEFAULT_S = 3600
const ISSUER = 'https://kubernetes.default.svc.cluster.local'

/** Issues a token that is bound to a service account, and to a pod when the request names one. */
export async function answerToken(call: SubresourceCall): Promise<ApiResponse> {
  const account = storedOf(call)
  const body = await bodyObject(call)
  if (!isMap(body)) throw badRequest('the body is no JSON object')
  const { object } = decode(call.kernel.types, 'authentication.v1.TokenRequest', body)
  const seconds = numberAt(object, 'spec', 'expirationSeconds') ?? DEFAULT_S
  checkSeconds(seconds)
  const now = Math.floor(call.kernel.clock.now() / 1000)
  const audiences = listAt(object, 'spec', 'audiences')
  const claims = {
    aud: audiences.length === 0 ? [ISSUER] : audiences,
    exp: now + seconds,
    iat: now,
    nbf: now,
    iss: ISSUER,
    jti: call.kernel.ids.uid(),
    sub: `system:serviceaccount:${call.path.namespace ?? ''}:${call.path.name}`,
    'kubernetes.io': {
      namespace: call.path.namespace ?? '',
      serviceaccount: { name: call.path.name, uid: textAt(account, 'metadata', 'uid') },
      ...boundPod(call, object),
    },
  }
  const status = {
    token: signToken(call.kernel.signingKey, claims),
    expirationTimestamp: timestamp((now + seconds) * 1000),
  }
  const { name, namespace } = account.metadata
  const spec = { ...draftAt(object, 'spec'), audiences: claims.aud, expirationSeconds: seconds }
  return jsonAnswer(201, {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace },
    spec,
    status,
  })
}

function checkSeconds(seconds: number): void {
  if (seconds >= SHORTEST_S && seconds <= LONGEST_S) return
  const why =
    seconds < SHORTEST_S
      ? 'may not specify a duration less than 10 minutes'
      : 'may not specify a duration larger than 2^32 seconds'
  throw invalid({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, '', [
    { reason: 'FieldValueInvalid', message: `Invalid value: ${seconds}: ${why}`, field: 'spec.expirationSeconds' },
  ])
}

function boundPod(call: SubresourceCall, request: Draft): Draft {
  const bound = draftAt(request, 'spec', 'boundObjectRef')
  if (bound === undefined || textAt(bound, 'kind') !== 'Pod') return {}
  const name = textAt(bound, 'name')
  const pod = call.kernel.storage.get('/pods', keyOf(call.path.namespace, name))
  if (pod === undefined) throw notFound({ group: '', resource: 'pods' }, name)
  const uid = textAt(pod, 'metadata', 'uid')
  const wanted = textAt(bound, 'uid')
  if (wanted !== '' && wanted !== uid)
    throw conflict(
      { group: '', resource: 'pods' },
      name,
      `the UID in the bound object reference (${wanted}) does not match the UID in record. The object might have been deleted and then recreated`,
    )
  return { pod: { name, uid } }
}
