import { unauthorized } from '../fault.ts'
import { listAt, numberAt, textAt } from '../json.ts'
import { ADMIN, type Kernel, type User } from '../kernel.ts'
import { keyOf } from '../store/storage.ts'
import { readToken } from './tokens.ts'

const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] }
const ISSUER_CLAIM = 'kubernetes.io'

/**
 * Who a request is from. In process there is no header, and the caller may do everything; a listener passes an empty
 * one for those who show nothing.
 */
export function authenticate(kernel: Kernel, authorization: string | undefined): User {
  if (authorization === undefined) return ADMIN
  if (authorization === '') return ANONYMOUS
  const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
  const user = token === undefined ? undefined : userOfToken(kernel, token)
  if (user === undefined) throw unauthorized()
  return user
}

/** The service account a token is bound to; undefined when it is not, or no longer, good. */
export function userOfToken(kernel: Kernel, token: string): User | undefined {
  const claims = readToken(kernel.signingKey, token)
  if (claims === undefined || (numberAt(claims, 'exp') ?? 0) * 1000 <= kernel.clock.now()) return undefined
  const namespace = textAt(claims, ISSUER_CLAIM, 'namespace')
  const name = textAt(claims, ISSUER_CLAIM, 'serviceaccount', 'name')
  const uid = textAt(claims, ISSUER_CLAIM, 'serviceaccount', 'uid')
  const account = kernel.storage.get('/serviceaccounts', keyOf(namespace, name))
  if (account === undefined || textAt(account, 'metadata', 'uid') !== uid) return undefined
  if (!isBoundPodThere(kernel, namespace, claims)) return undefined
  return serviceAccountUser(namespace, name, uid)
}

/** A service account as a user. */
export function serviceAccountUser(namespace: string, name: string, uid: string): User {
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated']
  return { name: `system:serviceaccount:${namespace}:${name}`, uid, groups }
}

function isBoundPodThere(kernel: Kernel, namespace: string, claims: unknown): boolean {
  const name = textAt(claims, ISSUER_CLAIM, 'pod', 'name')
  if (name === '') return true
  const pod = kernel.storage.get('/pods', keyOf(namespace, name))
  return pod !== undefined && textAt(pod, 'metadata', 'uid') === textAt(claims, ISSUER_CLAIM, 'pod', 'uid')
}

/** Audiences a token is for. */
export function audiencesOf(kernel: Kernel, token: string): readonly string[] {
  return listAt(readToken(kernel.signingKey, token), 'aud').filter((item) => typeof item === 'string')
}
