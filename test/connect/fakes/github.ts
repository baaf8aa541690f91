import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto'
import type { Fake, Secrets } from './serving.ts'

const issuer = 'https://token.actions.githubusercontent.com'

/** GitHub's identity tokens, signed with a key of its own. */
export interface FakeGithub {
  readonly fake: Fake
  readonly env: Readonly<Record<string, string>>
  /** Claims of a token that is from here, for that audience and not lapsed; undefined otherwise. */
  readonly claimsOf: (token: string, audience: string) => Readonly<Record<string, unknown>> | undefined
  readonly mints: () => number
  /** A token for that audience, as the endpoint gives it. */
  readonly issue: (audience: string | null) => string
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token signed as GitHub, or as a service account, signs it. */
export function signedJwt(claims: unknown, key: KeyObject): string {
  const input = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
}

/** Claims of a token whose signature is right. */
export function verifiedClaims(token: string, key: KeyObject): Readonly<Record<string, unknown>> | undefined {
  const [head = '', body = '', signature = ''] = token.split('.')
  if (!verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))) return undefined
  return JSON.parse(Buffer.from(body, 'base64url').toString())
}

/** The endpoint behind ACTIONS_ID_TOKEN_REQUEST_URL. */
export function fakeGithub(secrets: Secrets, now: () => number): FakeGithub {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const bearer = secrets.fresh('request')
  let count = 0
  const issue = (audience: string | null): string => {
    const iat = Math.floor(now() / 1000)
    const claims = { iss: issuer, aud: audience, sub: 'repo:o/r:ref:x', iat, exp: iat + 300, jti: ++count }
    return secrets.keep(signedJwt(claims, privateKey))
  }
  return {
    issue,
    env: {
      GITHUB_ACTIONS: 'true',
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://run.actions.example.test/idtoken?api-version=2.0',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer,
    },
    mints: () => count,
    fake: (request) => {
      if (request.host !== 'run.actions.example.test') return undefined
      if (request.bearer !== bearer) return [401, { message: 'no' }]
      return [200, { value: issue(request.query.get('audience')) }]
    },
    claimsOf: (token, audience) => {
      const claims = verifiedClaims(token, publicKey)
      const isGood = claims?.['aud'] === audience && Number(claims['exp']) * 1000 > now()
      return isGood ? claims : undefined
    },
  }
}
