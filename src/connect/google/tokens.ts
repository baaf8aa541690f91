import { cloudError, jsonField, jsonText, refusal } from '../cloud-error.ts'
import type { CloudPorts, CloudResponse, Token } from '../cloud-ports.ts'
import { sendWithRetry } from '../cloud-retry.ts'
import { claimsOf } from '../jwt-claims.ts'

const formType = 'application/x-www-form-urlencoded'

/** A token for a form sent to a token endpoint. */
export async function form(
  ports: CloudPorts,
  url: string,
  fields: Readonly<Record<string, string>>,
  who: string,
): Promise<Token> {
  const body = new URLSearchParams(fields).toString()
  const response = await sendWithRetry(ports, () => ({
    method: 'POST',
    url,
    headers: { 'Content-Type': formType },
    body,
  }))
  return tokenFrom(ports, response, who)
}

/** What a token exchange needs; the subject token is asked anew for every try. */
export interface ExchangeRequest {
  readonly audience: string
  readonly subjectTokenType: string
  subject(): Promise<string>
  readonly scopes: readonly string[]
}

/** A federated token for an identity token of another system. */
export async function exchange(ports: CloudPorts, url: string, request: ExchangeRequest): Promise<Token> {
  let subjectExpiry = Number.MAX_SAFE_INTEGER
  const response = await sendWithRetry(ports, async () => {
    const subject = await request.subject()
    subjectExpiry = expiryOfJwt(subject) ?? subjectExpiry
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      audience: request.audience,
      scope: request.scopes.join(' '),
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      subject_token: subject,
      subject_token_type: request.subjectTokenType,
    }).toString()
    return { method: 'POST', url, headers: { 'Content-Type': formType }, body }
  })
  const token = tokenFrom(ports, response, 'the Google token exchange')
  return { token: token.token, expiresAt: Math.min(token.expiresAt, subjectExpiry) }
}

/** A token of a service account, for a token that may impersonate it. */
export async function impersonate(
  ports: CloudPorts,
  url: string,
  bearer: string,
  scopes: readonly string[],
  delegates?: readonly string[],
  lifetimeSeconds = 3600,
): Promise<Token> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${bearer}` }
  const body = JSON.stringify({
    delegates: delegates?.map(accountName) ?? null,
    scope: scopes,
    lifetime: `${lifetimeSeconds}s`,
  })
  const response = await sendWithRetry(ports, () => ({ method: 'POST', url, headers, body }))
  if (response.status !== 200) throw refused(ports, response, 'impersonating the service account', impersonationHint)
  const token = jsonText(response.body, 'accessToken')
  if (token === undefined) throw cloudError('google-answer', 'Google answered the impersonation without a token')
  ports.mask(token)
  const expiresAt = Date.parse(jsonText(response.body, 'expireTime') ?? '')
  return { token, expiresAt: Number.isNaN(expiresAt) ? ports.now() + lifetimeSeconds * 1000 : expiresAt }
}

/** The API takes delegates by this name only; people write their e-mail addresses. */
function accountName(account: string): string {
  return account.startsWith('projects/') ? account : `projects/-/serviceAccounts/${account}`
}

/** The token of an OAuth answer, masked before anything else sees it. */
export function tokenFrom(ports: CloudPorts, response: CloudResponse, who: string): Token {
  if (response.status !== 200) throw refused(ports, response, who)
  const token = jsonText(response.body, 'access_token')
  const seconds = jsonField(response.body, 'expires_in')
  if (token === undefined) throw cloudError('google-answer', `${who} answered without a token`)
  ports.mask(token)
  return { token, expiresAt: ports.now() + (typeof seconds === 'number' ? seconds : 3600) * 1000 }
}

const impersonationHint =
  'Give the identity the role roles/iam.workloadIdentityUser (or roles/iam.serviceAccountTokenCreator) on the service account; a new grant needs up to a few minutes.'

const hints: readonly (readonly [RegExp, string])[] = [
  [
    /attribute condition/i,
    'The attribute condition of the provider does not hold for this identity; "bodywork check" prints the claims that were sent.',
  ],
  [
    /audience/i,
    'The provider allows other audiences than the one that was sent; leave the default audience of the provider, or set it to the full provider name.',
  ],
  [
    /issuer/i,
    'The issuer of the provider must be https://token.actions.githubusercontent.com for GitHub or https://oidc.circleci.com/org/ORG for CircleCI.',
  ],
  [
    /127 bytes|mapped attribute|google\.subject/i,
    'google.subject may have at most 127 bytes; map a shorter claim than "sub", such as "repository_id".',
  ],
  [/invalid jwt|iat|exp|clock/i, 'The clock of this machine may be wrong, or the key was deleted.'],
  [/account not found|invalid_grant/i, 'The service account or its key does not exist any more.'],
]

function refused(ports: CloudPorts, response: CloudResponse, what: string, hint?: string): Error {
  const oauth = jsonText(response.body, 'error')
  const code = oauth ?? jsonText(response.body, 'error', 'status') ?? `HTTP ${response.status}`
  const message = jsonText(response.body, 'error_description') ?? jsonText(response.body, 'error', 'message') ?? ''
  const found = hints.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1] ?? hint
  return refusal(ports, response, {
    code: /audience/i.test(message) ? 'oidc-audience' : 'google-refused',
    message: `Google refused: ${what}: ${code}${message === '' ? '' : `: ${message}`}`,
    ...(found === undefined ? {} : { hint: found }),
  })
}

function expiryOfJwt(token: string): number | undefined {
  const exp = claimsOf(token)['exp']
  return typeof exp === 'number' ? exp * 1000 : undefined
}
