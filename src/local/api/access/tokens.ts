import { createHmac, timingSafeEqual } from 'node:crypto'
import { isMap } from '../json.ts'

const HEAD = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: 'local' })).toString('base64url')

/** A signed token with those claims. */
export function signToken(key: Uint8Array, claims: Readonly<Record<string, unknown>>): string {
  const body = `${HEAD}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return `${body}.${signature(key, body)}`
}

/** The claims of a token that we signed; undefined for any other. */
export function readToken(key: Uint8Array, token: string): Readonly<Record<string, unknown>> | undefined {
  const [head, payload, given, ...rest] = token.split('.')
  if (head !== HEAD || payload === undefined || given === undefined || rest.length > 0) return undefined
  const wanted = Buffer.from(signature(key, `${head}.${payload}`))
  const found = Buffer.from(given)
  if (wanted.length !== found.length || !timingSafeEqual(wanted, found)) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString())
    return isMap(claims) ? claims : undefined
  } catch {
    return undefined
  }
}

function signature(key: Uint8Array, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64url')
}
