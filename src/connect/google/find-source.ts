import { cloudError } from '../cloud-error.ts'
import type { CloudPorts } from '../cloud-ports.ts'
import { storedJson } from '../stored-credential.ts'
import { federatedSource, type GoogleSource, metadataSource, sourceFromJson } from './credentials.ts'

/** What the inputs say of Google credentials. */
export interface GoogleRequest {
  readonly workloadIdentityProvider?: string
  /** Its delegates stand before it, by comma. */
  readonly serviceAccount?: string
  readonly audience?: string
  readonly accessToken?: string
  /** Content of a credential file. */
  readonly credentialsJson?: string
  /** Either of the two. */
  readonly credentials?: string
}

/** The first credential that applies; throws with all that were tried when none does. */
export async function findGoogleSource(ports: CloudPorts, request: GoogleRequest): Promise<GoogleSource> {
  const { env } = ports
  const json = request.credentialsJson ?? storedJson(request.credentials ?? '')
  const given = request.accessToken ?? (json === undefined ? request.credentials : undefined)
  if (given !== undefined && given !== '') return fixedToken(ports, given.trim())
  if (json !== undefined) return sourceFromJson(ports, storedJson(json) ?? json, 'the given credential')
  const token = env['CLOUDSDK_AUTH_ACCESS_TOKEN']
  if (token !== undefined && token !== '') return fixedToken(ports, token)
  if (request.workloadIdentityProvider !== undefined) return federated(ports, request, request.workloadIdentityProvider)
  for (const variable of [
    'GOOGLE_APPLICATION_CREDENTIALS',
    'GOOGLE_GHA_CREDS_PATH',
    'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE',
  ]) {
    const path = env[variable]
    if (path === undefined || path === '') continue
    const text = await ports.readFile(path)
    if (text === undefined) throw cloudError('google-credential', `${variable} names ${path}, which cannot be read`)
    return sourceFromJson(ports, text, variable)
  }
  const raw = env['GCLOUD_SERVICE_KEY']
  if (raw !== undefined && raw !== '') return sourceFromJson(ports, storedJson(raw) ?? raw, 'GCLOUD_SERVICE_KEY')
  const machine = await metadataSource(ports)
  if (machine !== undefined) return machine
  throw cloudError(
    'google-no-credentials',
    'no Google credentials were found; tried: access token, credential JSON, workload-identity-provider, GOOGLE_APPLICATION_CREDENTIALS, GOOGLE_GHA_CREDS_PATH, CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE, GCLOUD_SERVICE_KEY, metadata server',
    'In GitHub Actions add "permissions: id-token: write" to the job and give the input "workload-identity-provider".',
  )
}

function federated(ports: CloudPorts, request: GoogleRequest, provider: string): GoogleSource {
  const identityToken = ports.identityToken
  if (identityToken === undefined)
    throw cloudError(
      'no-identity-token',
      'the input "workload-identity-provider" needs an identity token of the CI system, and there is none',
      'Add "permissions: id-token: write" to the job; pull requests from forks never get one.',
    )
  const accounts = (request.serviceAccount ?? '').split(/[\s,]+/).filter((account) => account !== '')
  const serviceAccount = accounts.at(-1)
  return federatedSource(
    ports,
    {
      provider,
      ...(serviceAccount === undefined ? {} : { serviceAccount, delegates: accounts.slice(0, -1) }),
      ...(request.audience === undefined ? {} : { audience: request.audience }),
    },
    identityToken,
  )
}

function fixedToken(ports: CloudPorts, token: string): GoogleSource {
  ports.mask(token)
  return { name: 'a given access token', token: () => Promise.resolve({ token, expiresAt: Number.MAX_SAFE_INTEGER }) }
}
