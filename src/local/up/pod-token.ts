import { randomUUID } from 'node:crypto'
import { signToken } from '../api/access/tokens.ts'
import { textAt } from '../api/json.ts'
import type { LocalStore } from '../contract.ts'
import type { MakeToken } from '../node/process/projected-files.ts'

const ISSUER = 'https://kubernetes.default.svc.cluster.local'

/** Time that the server fills in for tokens nobody asked for by name; those live on, as on a real server. */
const USUAL_SECONDS = 3607
const YEAR_SECONDS = 365 * 24 * 3600

/** Signs the token of a pod's service account. */
export function podToken(store: LocalStore | undefined, key: Uint8Array, request: Parameters<MakeToken>[0]): string {
  const { pod, account, audience, seconds } = request
  const namespace = pod.metadata.namespace ?? ''
  const found = store?.get({ apiVersion: 'v1', kind: 'ServiceAccount', namespace, name: account })
  if (found === undefined) throw new Error(`serviceaccounts "${account}" not found`)
  const now = Math.floor((store?.clock.now() ?? 0) / 1000)
  return signToken(key, {
    aud: [audience || ISSUER],
    exp: now + (seconds === USUAL_SECONDS ? YEAR_SECONDS : seconds),
    iat: now,
    nbf: now,
    iss: ISSUER,
    jti: randomUUID(),
    sub: `system:serviceaccount:${namespace}:${account}`,
    'kubernetes.io': {
      namespace,
      serviceaccount: { name: account, uid: textAt(found, 'metadata', 'uid') },
      pod: { name: pod.metadata.name, uid: textAt(pod, 'metadata', 'uid') },
    },
  })
}
