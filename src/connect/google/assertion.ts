import { createSign } from 'node:crypto'

/** What a service account key file tells of itself. */
export interface ServiceAccountKey {
  readonly clientEmail: string
  readonly privateKey: string
  readonly privateKeyId: string
  readonly tokenUri: string
  readonly projectId?: string
}

/** Google wants its own token endpoint as audience, also when the file names another one to send to. */
const audience = 'https://oauth2.googleapis.com/token'
const lifeSeconds = 3600

/** A signed statement by the service account that it asks for these scopes, good for an hour. */
export function serviceAccountAssertion(key: ServiceAccountKey, scopes: readonly string[], now: number): string {
  const iat = Math.floor(now / 1000)
  const header = { typ: 'JWT', alg: 'RS256', kid: key.privateKeyId }
  const claims = { iat, exp: iat + lifeSeconds, iss: key.clientEmail, aud: audience, scope: scopes.join(' ') }
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  return `${input}.${createSign('RSA-SHA256').update(input).sign(key.privateKey).toString('base64url')}`
}
