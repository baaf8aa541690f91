import { cloudError, jsonField, jsonText, refusal } from '../cloud-error.ts'
import type { CloudPorts, CloudRequest, CloudResponse } from '../cloud-ports.ts'
import { isServerTrouble, sendWithRetry } from '../cloud-retry.ts'
import { claimsLine } from '../jwt-claims.ts'
import { type AwsKeys, signedHeaders } from './sigv4.ts'

const formType = 'application/x-www-form-urlencoded; charset=utf-8'
const version = '2011-06-15'

/** Which role is assumed, and how the session is named. */
export interface RoleRequest {
  readonly roleArn: string
  readonly sessionName: string
  readonly durationSeconds?: number
  readonly externalId?: string
  readonly sessionTags?: Readonly<Record<string, string>>
}

/** Errors that pass: an identity provider that was just made known, throttling, a token that lapsed on the way. */
const passingCodes = [
  'IDPCommunicationError',
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
  'ExpiredTokenException',
]

/** Keys for a role, for a token of an identity provider that the account trusts. */
export async function assumeRoleWithWebIdentity(
  ports: CloudPorts,
  stsHost: string,
  role: RoleRequest,
  token: () => Promise<string>,
): Promise<AwsKeys> {
  let identity = ''
  const make = async (): Promise<CloudRequest> => {
    identity = await token()
    ports.mask(identity)
    return form(stsHost, {
      Action: 'AssumeRoleWithWebIdentity',
      Version: version,
      RoleArn: role.roleArn,
      RoleSessionName: role.sessionName,
      WebIdentityToken: identity,
      ...(role.durationSeconds === undefined ? {} : { DurationSeconds: String(role.durationSeconds) }),
    })
  }
  const response = await sendWithRetry(ports, make, isPassing)
  const operation = 'AssumeRoleWithWebIdentity'
  if (response.status !== 200)
    throw refused(ports, response, role.roleArn, operation, ` (we sent ${claimsLine(identity)})`)
  return keysFrom(ports, response, role.roleArn, operation)
}

/** Keys for a role, for keys of another identity. */
export async function assumeRole(
  ports: CloudPorts,
  stsHost: string,
  region: string,
  role: RoleRequest,
  keys: AwsKeys,
): Promise<AwsKeys> {
  const make = (): CloudRequest => {
    const request = form(stsHost, {
      Action: 'AssumeRole',
      Version: version,
      RoleArn: role.roleArn,
      RoleSessionName: role.sessionName,
      ...(role.durationSeconds === undefined ? {} : { DurationSeconds: String(role.durationSeconds) }),
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
      ...tagFields(role.sessionTags ?? {}),
    })
    const added = signedHeaders(request, keys, { service: 'sts', region, date: new Date(ports.now()) })
    return { ...request, headers: { ...request.headers, ...added } }
  }
  return keysFrom(ports, await sendWithRetry(ports, make, isPassing), role.roleArn, 'AssumeRole')
}

function tagFields(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const fields = Object.entries(tags).flatMap(([key, value], index) => [
    [`Tags.member.${index + 1}.Key`, key],
    [`Tags.member.${index + 1}.Value`, value],
  ])
  return Object.fromEntries(fields)
}

/** Whether STS takes that name for a session. */
export function isSessionName(name: string): boolean {
  return /^[\w+=,.@-]{2,64}$/.test(name)
}

/** A name for the session that shows in the account's audit log, made of what the CI system tells. */
export function sessionNameFrom(env: Readonly<Record<string, string | undefined>>): string {
  const source = env['GITHUB_REPOSITORY'] ?? env['CIRCLE_PROJECT_REPONAME'] ?? 'local'
  const run = env['GITHUB_RUN_ID'] ?? env['CIRCLE_BUILD_NUM'] ?? ''
  const name = `bodywork-${source}-${run}`.replace(/[^A-Za-z0-9_+=,.@-]+/g, '-').replace(/-+$/, '')
  return name.length <= 64 ? name : `${name.slice(0, 40)}-${name.slice(-23)}`
}

function form(host: string, fields: Readonly<Record<string, string>>): CloudRequest {
  return {
    method: 'POST',
    url: `https://${host}/`,
    headers: { 'Content-Type': formType, Accept: 'application/json' },
    body: new URLSearchParams(fields).toString(),
  }
}

function isPassing(response: CloudResponse): boolean {
  return isServerTrouble(response) || passingCodes.includes(errorOf(response).code)
}

function keysFrom(ports: CloudPorts, response: CloudResponse, roleArn: string, operation: string): AwsKeys {
  if (response.status !== 200) throw refused(ports, response, roleArn, operation)
  const read = (name: string): string | undefined =>
    jsonText(response.body, `${operation}Response`, `${operation}Result`, 'Credentials', name) ??
    xmlText(response.body, name)
  const [accessKeyId, secretAccessKey, sessionToken] = [
    read('AccessKeyId'),
    read('SecretAccessKey'),
    read('SessionToken'),
  ]
  if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined)
    throw cloudError('aws-answer', `STS answered ${operation} without credentials`)
  for (const secret of [secretAccessKey, sessionToken]) ports.mask(secret)
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt: expiryOf(response.body, operation, ports.now()) }
}

/** STS tells the expiry as seconds in JSON and as a date in XML. */
function expiryOf(body: string, operation: string, now: number): number {
  const json = jsonField(body, `${operation}Response`, `${operation}Result`, 'Credentials', 'Expiration')
  if (typeof json === 'number') return json * 1000
  const date = Date.parse(typeof json === 'string' ? json : (xmlText(body, 'Expiration') ?? ''))
  return Number.isNaN(date) ? now + 900_000 : date
}

function xmlText(body: string, name: string): string | undefined {
  const match = new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)
  return match?.[1]?.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
}

/** Code and message of an error of any AWS service. */
export function errorOf(response: CloudResponse): { readonly code: string; readonly message: string } {
  const type = response.headers['x-amzn-errortype']?.split(':')[0]
  const code =
    jsonText(response.body, 'Error', 'Code') ??
    type ??
    jsonText(response.body, '__type')?.split('#').at(-1) ??
    xmlText(response.body, 'Code')
  const message =
    jsonText(response.body, 'Error', 'Message') ??
    jsonText(response.body, 'message') ??
    jsonText(response.body, 'Message') ??
    xmlText(response.body, 'Message')
  return { code: code ?? `HTTP ${response.status}`, message: message ?? '' }
}

const audienceHint =
  'Add the audience that was sent (aud) to the identity provider in IAM; for GitHub it is sts.amazonaws.com, for CircleCI the id of the organisation.'

const hints: Readonly<Record<string, string>> = {
  AccessDenied:
    "The role's trust policy does not accept this identity: compare its conditions with the aud and sub above. Repositories made or renamed since July 2026 send ids in sub (repo:OWNER@ID/REPO@ID:...).",
  InvalidIdentityToken:
    'The account has no identity provider for this issuer, or it was added less than a minute ago; "bodywork check" prints what to create.',
  ExpiredTokenException: 'The clock of this machine may be wrong, or the identity token was kept too long.',
  SignatureDoesNotMatch: 'The secret key is wrong, or the clock of this machine is off by more than five minutes.',
  InvalidClientTokenId: 'The access key does not exist, or is not active, in this partition.',
  ValidationError:
    'Check the ARN of the role and the session duration (900 to 43200 seconds, at most 3600 when roles are chained).',
}

function refused(ports: CloudPorts, response: CloudResponse, roleArn: string, operation: string, sent = ''): Error {
  const { code, message } = errorOf(response)
  const isAudience = /audience/i.test(message)
  const hint = isAudience ? audienceHint : hints[code]
  return refusal(ports, response, {
    code: isAudience ? 'oidc-audience' : 'aws-sts',
    message: `AWS refused ${operation} for ${roleArn}: ${code}${message === '' ? '' : `: ${message}`}${sent}`,
    ...(hint === undefined ? {} : { hint }),
  })
}
