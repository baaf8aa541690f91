import { jsonField } from './cloud-error.ts'

/** Claims of a JSON web token, unchecked; empty when it is none. The token itself is never part of them. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
  const claims = jsonField(text)
  return typeof claims === 'object' && claims !== null ? { ...claims } : {}
}

/** Issuer, audience and subject as one line, for messages about trust. */
export function claimsLine(token: string): string {
  const claims = claimsOf(token)
  return ['iss', 'aud', 'sub'].map((name) => `${name}=${shown(claims[name])}`).join(' ')
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(',')
  return typeof value === 'string' ? value : 'none'
}
