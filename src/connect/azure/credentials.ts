import { cloudError, jsonText } from '../cloud-error.ts'
import type { CloudPorts, Token } from '../cloud-ports.ts'
import { storedJson } from '../stored-credential.ts'
import { tokenInFile } from '../token-file.ts'
import { type AzureCloud, azureCloud } from './clouds.ts'
import { type EntraApp, entraToken, type Proof } from './entra.ts'
import { managedIdentity } from './managed-identity.ts'

/** What the inputs say of credentials. */
export interface AzureRequest {
  readonly clientId?: string
  readonly tenantId?: string
  readonly clientSecret?: string
  /** JSON with clientId, clientSecret, tenantId and subscriptionId, as `AZURE_CREDENTIALS` holds it. */
  readonly credentialsJson?: string
  /** The same, or base64 of it. */
  readonly credentials?: string
  /** Audience of the identity token, where it is not the usual one of the cloud. */
  readonly audience?: string
}

/** A way to get tokens, and what is known besides. */
export interface AzureSource {
  readonly name: string
  readonly cloud: AzureCloud
  readonly subscriptionId?: string
  token(scope: string): Promise<Token>
}

/** The first source that applies, and the names of all that were tried when none does. */
export async function findAzureSource(ports: CloudPorts, request: AzureRequest): Promise<AzureSource> {
  const stored = storedCredentials(ports, request)
  const cloud = azureCloud(ports.env, stored.armUrl)
  const subscriptionId = stored.subscriptionId ?? first(ports.env, ['AZURE_SUBSCRIPTION_ID', 'ARM_SUBSCRIPTION_ID'])
  const common = { cloud, ...(subscriptionId === undefined ? {} : { subscriptionId }) }
  const clientId = request.clientId ?? stored.clientId ?? first(ports.env, clientIds)
  const tenant = request.tenantId ?? stored.tenantId ?? first(ports.env, tenantIds)
  if (clientId !== undefined && tenant !== undefined) {
    const app = { login: cloud.login, tenant, clientId }
    const proof = await proofOf(ports, request, stored.clientSecret, app, cloud)
    if (proof !== undefined)
      return {
        ...common,
        name: `application ${clientId} by ${proof.name}`,
        token: (scope) => entraToken(ports, app, proof, scope),
      }
  }
  const identity = await managedIdentity(ports, clientId)
  if (identity !== undefined) return { ...common, name: 'managed identity', token: identity }
  throw cloudError('azure-no-credentials', `no Azure credentials were found; ${missing(clientId, tenant)}`, noneHint)
}

const clientIds = ['AZURE_CLIENT_ID', 'ARM_CLIENT_ID', 'AAD_SERVICE_PRINCIPAL_CLIENT_ID']
const tenantIds = ['AZURE_TENANT_ID', 'ARM_TENANT_ID', 'AAD_SERVICE_PRINCIPAL_TENANT_ID']
const secrets = ['AZURE_CLIENT_SECRET', 'ARM_CLIENT_SECRET', 'AAD_SERVICE_PRINCIPAL_CLIENT_SECRET']
const certificates = [
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'ARM_CLIENT_CERTIFICATE_PATH',
  'AAD_SERVICE_PRINCIPAL_CLIENT_CERTIFICATE',
]
const passwords = [
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'ARM_CLIENT_CERTIFICATE_PASSWORD',
  'AAD_SERVICE_PRINCIPAL_CLIENT_CERTIFICATE_PASSWORD',
]
const tokenFiles = ['AZURE_FEDERATED_TOKEN_FILE', 'ARM_OIDC_TOKEN_FILE_PATH']

const noneHint =
  'In GitHub Actions add "permissions: id-token: write" to the job and give the inputs "client-id" and "tenant-id".'

function missing(clientId: string | undefined, tenant: string | undefined): string {
  const tried =
    'tried: AZURE_CREDENTIALS, client secret, client certificate, federated token file, identity token of the CI system, managed identity'
  if (clientId === undefined) return `${tried}; no client id is known`
  return tenant === undefined ? `${tried}; no tenant id is known` : tried
}

/** Secret, certificate, token file, identity token: the first that is there. */
async function proofOf(
  ports: CloudPorts,
  request: AzureRequest,
  storedSecret: string | undefined,
  app: EntraApp,
  cloud: AzureCloud,
): Promise<(Proof & { readonly name: string }) | undefined> {
  const { env } = ports
  const secret = request.clientSecret ?? storedSecret ?? first(env, secrets)
  if (secret !== undefined) {
    ports.mask(secret)
    return { name: 'client secret', kind: 'secret', secret }
  }
  const certificate = first(env, certificates)
  if (certificate !== undefined) return certificateProof(ports, app, certificate)
  const file = first(env, tokenFiles)
  if (file !== undefined)
    return {
      name: `federated token file ${file}`,
      kind: 'assertion',
      make: () => tokenInFile(ports, file, 'azure-token-file'),
    }
  const identityToken = ports.identityToken
  if (identityToken === undefined) return undefined
  const audience = request.audience ?? cloud.audience
  return { name: 'identity token of the CI system', kind: 'assertion', make: () => identityToken(audience) }
}

async function certificateProof(
  ports: CloudPorts,
  app: EntraApp,
  path: string,
): Promise<Proof & { readonly name: string }> {
  const text = await ports.readFile(path)
  if (text === undefined) throw cloudError('azure-certificate', `the certificate file ${path} cannot be read`)
  const password = first(ports.env, passwords)
  if (password !== undefined) ports.mask(password)
  const { certificateAssertion, parseCertificate } = await import('./certificate.ts')
  const certificate = parseCertificate(text, password, path)
  const thumbprint = app.tenant === 'adfs' ? 'sha1' : 'sha256'
  return {
    name: `certificate ${path}`,
    kind: 'assertion',
    make: (endpoint) =>
      Promise.resolve(
        certificateAssertion(certificate, { clientId: app.clientId, endpoint, now: ports.now() }, thumbprint),
      ),
  }
}

interface Stored {
  readonly clientId?: string
  readonly clientSecret?: string
  readonly tenantId?: string
  readonly subscriptionId?: string
  readonly armUrl?: string
}

function storedCredentials(ports: CloudPorts, request: AzureRequest): Stored {
  const given = request.credentialsJson ?? request.credentials ?? ports.env['AZURE_CREDENTIALS']
  const text = given === undefined ? undefined : (storedJson(given) ?? given)
  if (text === undefined || text.trim() === '') return {}
  const secret = jsonText(text, 'clientSecret')
  if (secret !== undefined) ports.mask(secret)
  if (jsonText(text, 'clientId') === undefined)
    throw cloudError(
      'azure-credential',
      'the stored credential (AZURE_CREDENTIALS) is no JSON with clientId, clientSecret and tenantId',
      'Give what "az ad sp create-for-rbac --json-auth" prints, as it is.',
    )
  return Object.fromEntries(
    Object.entries({
      clientId: jsonText(text, 'clientId'),
      clientSecret: secret,
      tenantId: jsonText(text, 'tenantId'),
      subscriptionId: jsonText(text, 'subscriptionId'),
      armUrl: jsonText(text, 'resourceManagerEndpointUrl'),
    }).filter(([, value]) => value !== undefined),
  )
}

/** The first of those variables that is set. */
export function first(env: CloudPorts['env'], names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== '')
}
