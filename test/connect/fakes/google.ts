import { generateKeyPairSync } from 'node:crypto'
import { type FakeGithub, verifiedClaims } from './github.ts'
import type { Fake, FakeRequest, Secrets } from './serving.ts'

/** What the project knows. */
export interface GoogleSetup {
  readonly secrets: Secrets
  readonly github: FakeGithub
  /** Address of the control plane, without a scheme. */
  readonly endpoint: string
  /** Its certificate authority, PEM. */
  readonly ca?: string
  readonly now: () => number
  /** Makes a token that the API server takes. */
  readonly clusterToken: () => string
}

const account = 'robot@p.iam.gserviceaccount.com'
const provider = 'projects/1/locations/global/workloadIdentityPools/ci/providers/github'
const clusterPath = '/v1/projects/p/locations/europe-west1/clusters/prod'

/** Google's token endpoints, GKE and the metadata server, with the credential files that they know. */
export function fakeGoogle(setup: GoogleSetup) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = setup.secrets.keep(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  const refresh = setup.secrets.fresh('refresh')
  const access = new Set<string>()
  const federated = new Set<string>()
  const issued = () => {
    const token = setup.clusterToken()
    access.add(token)
    return token
  }
  const refused = (text: string) => [400, { error: 'invalid_grant', error_description: text }] as const
  const exchanged = ({ form }: FakeRequest) => {
    if (form.get('audience') !== `//iam.googleapis.com/${provider}`) return refused('unknown provider')
    const claims = setup.github.claimsOf(form.get('subject_token') ?? '', `https://iam.googleapis.com/${provider}`)
    if (claims === undefined) return refused('The audience in ID Token does not match the expected audience.')
    const isDirect = (form.get('scope') ?? '').includes('cloud-platform')
    const token = isDirect ? issued() : setup.secrets.fresh('federated')
    federated.add(token)
    return [200, { access_token: token, expires_in: 299 }] as const
  }
  const granted = ({ form }: FakeRequest) => {
    if (form.get('refresh_token') === refresh) return [200, { access_token: issued(), expires_in: 3599 }] as const
    const claims = verifiedClaims(form.get('assertion') ?? '', publicKey)
    const isGood = claims?.['iss'] === account && String(claims['scope']).includes('userinfo.email')
    return isGood ? ([200, { access_token: issued(), expires_in: 3599 }] as const) : refused('Invalid JWT Signature.')
  }
  const fake: Fake = (request) => {
    const { host, path, bearer } = request
    if (host === 'oauth2.googleapis.com') return granted(request)
    if (host === 'sts.googleapis.com') return exchanged(request)
    if (host === 'metadata.google.internal')
      return [200, path.endsWith('/token') ? { access_token: issued(), expires_in: 3599 } : { email: account }]
    if (host === 'iamcredentials.googleapis.com') {
      if (!federated.has(bearer) && !access.has(bearer))
        return [403, { error: { status: 'PERMISSION_DENIED', message: 'no' } }]
      const { delegates }: { readonly delegates: readonly string[] | null } = JSON.parse(request.body)
      if (!(delegates ?? []).every((name) => name.startsWith('projects/-/serviceAccounts/')))
        return [400, { error: { status: 'INVALID_ARGUMENT', message: 'delegates' } }]
      const expireTime = new Date(setup.now() + 3_600_000).toISOString()
      return [200, { accessToken: issued(), expireTime }]
    }
    if (host !== 'container.googleapis.com') return undefined
    if (!access.has(bearer)) return [401, { error: { message: 'no' } }]
    if (path !== clusterPath) return [404, { error: { message: 'Not found' } }]
    const masterAuth = setup.ca === undefined ? {} : { masterAuth: { clusterCaCertificate: btoa(setup.ca) } }
    return [200, { status: 'RUNNING', endpoint: setup.endpoint, ...masterAuth }]
  }
  const serviceAccount = JSON.stringify({
    type: 'service_account',
    client_email: account,
    private_key: pem,
    project_id: 'p',
  })
  const user = {
    type: 'authorized_user',
    client_id: 'i',
    client_secret: setup.secrets.fresh('client'),
    refresh_token: refresh,
  }
  return { fake, provider, account, serviceAccount, authorizedUser: JSON.stringify(user), accessToken: issued }
}
