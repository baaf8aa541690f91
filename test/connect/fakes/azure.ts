import { constants, verify, X509Certificate } from 'node:crypto'
import type { FakeGithub } from './github.ts'
import type { Fake, FakeRequest, Secrets } from './serving.ts'

/** What the tenant knows of the application. */
export interface AzureSetup {
  readonly secrets: Secrets
  readonly github: FakeGithub
  readonly clientSecret: string
  readonly certificatePem: string
  /** Server of the cluster, as the kubeconfig names it. */
  readonly server: string
  /** Its certificate authority, PEM. */
  readonly ca?: string
  /** Makes a token for the API server. */
  readonly clusterToken: () => string
  /** Certificate and key of the local administrator, PEM. */
  readonly admin?: { readonly cert: string; readonly key: string }
}

const app = 'app-1'
const serverApp = '6dae42f8-4368-4678-94ff-3960e28e3630'
const scopes = ['https://management.azure.com/.default', `${serverApp}/.default`]

/** Entra, the resource manager and the metadata of a machine. */
export function fakeAzure(setup: AzureSetup): Fake {
  const armTokens = new Set<string>()
  const issued = (scope: string) => {
    if (scope.startsWith(serverApp)) return setup.clusterToken()
    const token = setup.secrets.fresh('arm')
    armTokens.add(token)
    return token
  }
  return (request) => {
    if (request.host === 'login.microsoftonline.com') return signIn(request, setup, issued)
    if (request.host === '169.254.169.254' && request.path.startsWith('/metadata/identity')) {
      const resource = request.query.get('resource')
      if (request.headers['metadata'] !== 'true' || resource === null) return [400, { error: 'invalid_request' }]
      return [200, { access_token: issued(resource), expires_in: '3600' }]
    }
    if (request.host !== 'management.azure.com') return undefined
    if (!armTokens.has(request.bearer)) return [401, { error: { code: 'AuthenticationFailed', message: 'no' } }]
    const isAdmin = request.path.endsWith('/managedClusters/prod/listClusterAdminCredential')
    if (isAdmin) return [200, { kubeconfigs: [{ name: 'clusterAdmin', value: btoa(adminConfig(setup)) }] }]
    if (!request.path.endsWith('/managedClusters/prod/listClusterUserCredential') || request.method !== 'POST')
      return [404, { error: { code: 'ResourceNotFound', message: 'no such cluster' } }]
    return [200, { kubeconfigs: [{ name: 'clusterUser', value: Buffer.from(kubeconfig(setup)).toString('base64') }] }]
  }
}

function signIn(request: FakeRequest, setup: AzureSetup, issued: (scope: string) => string) {
  const { form, path } = request
  const refused = (code: string) =>
    [400, { error: 'invalid_client', error_description: `${code}: refused. Trace ID: 1` }] as const
  const scope = form.get('scope') ?? ''
  if (path !== '/tenant-1/oauth2/v2.0/token') return refused('AADSTS90002')
  if (form.get('client_id') !== app) return refused('AADSTS700016')
  if (form.get('grant_type') !== 'client_credentials' || !scopes.includes(scope)) return refused('AADSTS70011')
  const secret = form.get('client_secret')
  if (secret !== null && secret !== setup.clientSecret) return refused('AADSTS7000215')
  if (secret === null) {
    const assertion = form.get('client_assertion') ?? ''
    const isFederated = setup.github.claimsOf(assertion, 'api://AzureADTokenExchange') !== undefined
    if (!isFederated && !isOfCertificate(assertion, setup.certificatePem, path)) return refused('AADSTS700213')
  }
  return [200, { access_token: issued(scope), expires_in: 3600 }] as const
}

function isOfCertificate(assertion: string, pem: string, path: string): boolean {
  const [head = '', body = '', signature = ''] = assertion.split('.')
  const [header, claims] = [head, body].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
  const certificate = new X509Certificate(pem)
  const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')
  const key = {
    key: certificate.publicKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  }
  return (
    header.alg === 'PS256' &&
    header['x5t#S256'] === thumbprint &&
    claims.aud === `https://login.microsoftonline.com${path}` &&
    claims.iss === app &&
    claims.sub === app &&
    verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))
  )
}

function adminConfig({ server, ca = '', admin = { cert: '', key: '' } }: AzureSetup): string {
  const cluster = { server, 'certificate-authority-data': btoa(ca) }
  const user = { 'client-certificate-data': btoa(admin.cert), 'client-key-data': btoa(admin.key) }
  return JSON.stringify({ clusters: [{ name: 'prod', cluster }], users: [{ name: 'clusterAdmin', user }] })
}

function kubeconfig({ server, ca = '' }: AzureSetup): string {
  const authority = Buffer.from(ca).toString('base64')
  return `apiVersion: v1
kind: Config
clusters:
- name: prod
  cluster: {server: "${server}", certificate-authority-data: "${authority}"}
users:
- name: clusterUser_ml_prod
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args: [get-token, --login, devicecode, --server-id, ${serverApp}, --environment, AzurePublicCloud]
`
}
