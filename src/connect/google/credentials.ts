import { parsedJson } from '../../model/json-text.ts'
import { cloudError } from '../cloud-error.ts'
import type { CloudPorts, Token } from '../cloud-ports.ts'
import { serviceAccountAssertion } from './assertion.ts'
import { exchange, form, impersonate, tokenFrom } from './tokens.ts'

/** A way to get access tokens, and what is known about its project. */
export interface GoogleSource {
  readonly name: string
  readonly projectId?: string
  token(scopes: readonly string[]): Promise<Token>
}

type Fields = Readonly<Record<string, unknown>>

/** Scopes of a cluster token: without the e-mail, RBAC sees only a number. */
export const clusterScopes = [
  'https://www.googleapis.com/auth/cloud-platform',
  'https://www.googleapis.com/auth/userinfo.email',
] as const

const iamScope = ['https://www.googleapis.com/auth/iam'] as const
const stsUrl = 'https://sts.googleapis.com/v1/token'

/** The credential that a JSON file of Google describes, of any of its types. */
export function sourceFromJson(ports: CloudPorts, text: string, name: string): GoogleSource {
  const fields = parsed(text, name)
  const type = stringOf(fields, 'type')
  const universe = stringOf(fields, 'universe_domain')
  if (universe !== undefined && universe !== 'googleapis.com')
    throw cloudError('google-universe', `${name} belongs to the universe ${universe}, which is not supported`)
  switch (type) {
    case 'service_account':
      return serviceAccount(ports, fields, name)
    case 'external_account':
      return externalAccount(ports, fields, name)
    case 'authorized_user':
      return authorizedUser(ports, fields, name)
    case 'impersonated_service_account':
      return impersonatedAccount(ports, fields, name)
    default:
      throw cloudError(
        'google-credential',
        `${name} has the type ${type ?? 'none'}, which is no credential that can be used here`,
        'Use a file of type service_account, external_account, authorized_user or impersonated_service_account.',
      )
  }
}

/** Workload identity federation straight from the CI system's identity token. */
export function federatedSource(
  ports: CloudPorts,
  request: {
    readonly provider: string
    readonly serviceAccount?: string
    readonly delegates?: readonly string[]
    readonly audience?: string
  },
  identityToken: (audience: string) => Promise<string>,
): GoogleSource {
  const provider = request.provider.replace(/^(https:)?\/\/iam\.googleapis\.com\//, '')
  const audience = `//iam.googleapis.com/${provider}`
  const subject = async (): Promise<string> => {
    const token = await identityToken(request.audience ?? `https:${audience}`)
    ports.mask(token)
    return token
  }
  const federated = (scopes: readonly string[]) =>
    exchange(ports, stsUrl, { audience, subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt', subject, scopes })
  const account = request.serviceAccount
  if (account === undefined) return { name: `workload identity federation with ${provider}`, token: federated }
  const url = impersonationUrl(account)
  return {
    name: `workload identity federation with ${provider} as ${account}`,
    token: async (scopes) =>
      impersonate(ports, url, (await federated(iamScope)).token, scopes, request.delegates ?? []),
  }
}

/** The metadata server of a machine inside Google Cloud, undefined elsewhere. */
export async function metadataSource(ports: CloudPorts): Promise<GoogleSource | undefined> {
  const host = ports.env['GCE_METADATA_HOST'] ?? 'metadata.google.internal'
  const base = `http://${host}/computeMetadata/v1/instance/service-accounts/default/`
  const headers = { 'Metadata-Flavor': 'Google' }
  try {
    const answer = await ports.send({ method: 'GET', url: `${base}?recursive=true`, headers, timeoutMs: 1500 })
    if (answer.status !== 200) return undefined
  } catch {
    return undefined
  }
  return {
    name: 'metadata server',
    token: async (scopes) => {
      const url = `${base}token?scopes=${encodeURIComponent(scopes.join(','))}`
      return tokenFrom(ports, await ports.send({ method: 'GET', url, headers, timeoutMs: 5000 }), 'the metadata server')
    },
  }
}

/** Where tokens for a service account are made. */
export function impersonationUrl(account: string): string {
  return `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${account}:generateAccessToken`
}

function serviceAccount(ports: CloudPorts, fields: Fields, name: string): GoogleSource {
  const [clientEmail, privateKey] = [stringOf(fields, 'client_email'), stringOf(fields, 'private_key')]
  if (clientEmail === undefined || privateKey === undefined)
    throw cloudError('google-credential', `${name} is a service account without client_email or private_key`)
  ports.mask(privateKey)
  const key = {
    clientEmail,
    privateKey,
    privateKeyId: stringOf(fields, 'private_key_id') ?? '',
    tokenUri: stringOf(fields, 'token_uri') ?? 'https://oauth2.googleapis.com/token',
  }
  return {
    name: `service account ${clientEmail} (${name})`,
    ...projectOf(fields),
    token: async (scopes) => {
      const assertion = serviceAccountAssertion(key, scopes, ports.now())
      ports.mask(assertion)
      return form(ports, key.tokenUri, { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }, name)
    },
  }
}

function externalAccount(ports: CloudPorts, fields: Fields, name: string): GoogleSource {
  const audience = stringOf(fields, 'audience') ?? ''
  const subjectTokenType = stringOf(fields, 'subject_token_type') ?? 'urn:ietf:params:oauth:token-type:jwt'
  const tokenUrl = stringOf(fields, 'token_url') ?? stsUrl
  const impersonation = stringOf(fields, 'service_account_impersonation_url')
  const lifetime = Reflect.get(objectOf(fields, 'service_account_impersonation'), 'token_lifetime_seconds')
  const subject = async () =>
    (await import('./subject-token.ts')).subjectTokenFrom(ports, objectOf(fields, 'credential_source'), {
      audience,
      subjectTokenType,
      name,
    })
  const federated = (scopes: readonly string[]) =>
    exchange(ports, tokenUrl, { audience, subjectTokenType, subject, scopes })
  return {
    name: `external account (${name})`,
    token: async (scopes) =>
      impersonation === undefined
        ? federated(scopes)
        : impersonate(
            ports,
            impersonation,
            (await federated(iamScope)).token,
            scopes,
            undefined,
            typeof lifetime === 'number' ? lifetime : undefined,
          ),
  }
}

function authorizedUser(ports: CloudPorts, fields: Fields, name: string): GoogleSource {
  const [id, secret, refresh] = [
    stringOf(fields, 'client_id'),
    stringOf(fields, 'client_secret'),
    stringOf(fields, 'refresh_token'),
  ]
  if (id === undefined || secret === undefined || refresh === undefined)
    throw cloudError(
      'google-credential',
      `${name} is an authorized user without client_id, client_secret or refresh_token`,
    )
  for (const value of [secret, refresh]) ports.mask(value)
  const body = { grant_type: 'refresh_token', client_id: id, client_secret: secret, refresh_token: refresh }
  return {
    name: `authorized user (${name})`,
    token: (scopes) =>
      form(
        ports,
        stringOf(fields, 'token_uri') ?? 'https://oauth2.googleapis.com/token',
        { ...body, scope: scopes.join(' ') },
        name,
      ),
  }
}

function impersonatedAccount(ports: CloudPorts, fields: Fields, name: string): GoogleSource {
  const url = stringOf(fields, 'service_account_impersonation_url')
  const delegates = fields['delegates']
  const source = sourceFromJson(ports, JSON.stringify(fields['source_credentials'] ?? {}), `source of ${name}`)
  if (url === undefined) throw cloudError('google-credential', `${name} names no service account to impersonate`)
  return {
    name: `impersonated service account (${name})`,
    token: async (scopes) => {
      const base = await source.token(['https://www.googleapis.com/auth/cloud-platform'])
      return impersonate(ports, url, base.token, scopes, Array.isArray(delegates) ? delegates.map(String) : [])
    },
  }
}

function parsed(text: string, name: string): Fields {
  const value: unknown = parsedJson(text)
  if (typeof value === 'object' && value !== null) return { ...value }
  // The parser's message would show the text, and the text is a secret.
  throw cloudError('google-credential', `${name} is not JSON`, 'Give the content of the credential file as it is.')
}

function projectOf(fields: Fields): { readonly projectId?: string } {
  const projectId = stringOf(fields, 'project_id')
  return projectId === undefined ? {} : { projectId }
}

function stringOf(fields: Fields, name: string): string | undefined {
  const value = fields[name]
  return typeof value === 'string' ? value : undefined
}

function objectOf(fields: Fields, name: string): object {
  const value = fields[name]
  return typeof value === 'object' && value !== null ? value : {}
}
