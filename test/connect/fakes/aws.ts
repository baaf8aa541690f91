import type { FakeGithub } from './github.ts'
import type { Fake, FakeRequest, Secrets } from './serving.ts'

/** What the account knows. */
export interface AwsSetup {
  readonly secrets: Secrets
  readonly github: FakeGithub
  /** URL of the API server. */
  readonly endpoint: string
  readonly now: () => number
}

const role = 'arn:aws:iam::111122223333:role/deploy'

/** STS, EKS, the metadata of a machine and of a container; and what a cluster checks of a token. */
export function fakeAws(setup: AwsSetup) {
  const known = new Map<string, string | undefined>()
  let count = 0
  const session = () => {
    const id = `ASIA${++count}`
    const token = setup.secrets.fresh('session')
    known.set(id, token)
    const Expiration = Math.floor(setup.now() / 1000) + 3600
    return { AccessKeyId: id, SecretAccessKey: setup.secrets.fresh('aws-key'), SessionToken: token, Expiration }
  }
  const machineKeys = () => {
    const { SessionToken: Token, Expiration, ...keys } = session()
    return { ...keys, Token, Expiration: new Date(Expiration * 1000).toISOString() }
  }
  const isSigned = ({ headers }: FakeRequest) => {
    const id = /Credential=([^/]+)\//.exec(String(headers['authorization'] ?? ''))?.[1] ?? ''
    return known.has(id) && (known.get(id) === undefined || headers['x-amz-security-token'] === known.get(id))
  }
  const refused = (Code: string, Message = 'refused') => [403, { Error: { Code, Message } }] as const
  const fake: Fake = (request) => {
    const { host, path, form } = request
    if (host === 'sts.eu-west-1.amazonaws.com') {
      const action = form.get('Action') ?? ''
      if (form.get('RoleArn') !== role) return refused('AccessDenied')
      if (action === 'AssumeRoleWithWebIdentity') {
        if (request.headers['authorization'] !== undefined) return refused('SignatureDoesNotMatch')
        if (setup.github.claimsOf(form.get('WebIdentityToken') ?? '', 'sts.amazonaws.com') === undefined)
          return refused('InvalidIdentityToken', 'Incorrect token audience')
      } else if (!isSigned(request)) return refused('InvalidClientTokenId')
      return [200, { [`${action}Response`]: { [`${action}Result`]: { Credentials: session() } } }]
    }
    if (host === 'eks.eu-west-1.amazonaws.com') {
      if (!isSigned(request)) return [403, { message: 'no' }]
      if (path !== '/clusters/prod') return [404, { __type: 'ResourceNotFoundException', message: 'no' }]
      const certificateAuthority = { data: Buffer.from('no TLS on loopback').toString('base64') }
      return [200, { cluster: { endpoint: setup.endpoint, status: 'ACTIVE', certificateAuthority } }]
    }
    if (host === '169.254.170.2') return [200, machineKeys()]
    if (host !== '169.254.169.254' || !path.startsWith('/latest/')) return undefined
    if (path === '/latest/api/token') return request.method === 'PUT' ? [200, setup.secrets.fresh('imds')] : [405, {}]
    return [200, path.endsWith('/security-credentials/') ? 'node-role' : machineKeys()]
  }
  return {
    fake,
    role,
    /** Keys of long life that the account knows. */
    staticKeys: () => {
      known.set('AKIASTATIC', undefined)
      return { AWS_ACCESS_KEY_ID: 'AKIASTATIC', AWS_SECRET_ACCESS_KEY: setup.secrets.fresh('aws-key') }
    },
    /** Keys of a session that somebody else has begun. */
    sessionKeys: () => {
      const { AccessKeyId, SecretAccessKey, SessionToken } = session()
      return { AWS_ACCESS_KEY_ID: AccessKeyId, AWS_SECRET_ACCESS_KEY: SecretAccessKey, AWS_SESSION_TOKEN: SessionToken }
    },
    /** The rules by which the verifier of a cluster takes a token; undefined is accepted. */
    tokenFault: (token: string, cluster: string): string | undefined => {
      if (!token.startsWith('k8s-aws-v1.') || token.length > 4096 || token.includes('=')) return 'shape'
      const url = new URL(Buffer.from(token.slice(11), 'base64url').toString())
      const names = [...url.searchParams.keys()].map((name) => name.toLowerCase())
      const allowed = [
        'action',
        'version',
        'x-amz-algorithm',
        'x-amz-credential',
        'x-amz-date',
        'x-amz-expires',
        'x-amz-security-token',
        'x-amz-signature',
        'x-amz-signedheaders',
      ]
      if (url.protocol !== 'https:' || url.pathname !== '/' || url.host !== 'sts.eu-west-1.amazonaws.com') return 'host'
      if (new Set(names).size !== names.length || names.some((name) => !allowed.includes(name))) return 'parameters'
      if (url.searchParams.get('X-Amz-SignedHeaders') !== 'host;x-k8s-aws-id') return 'signed headers'
      const id = url.searchParams.get('X-Amz-Credential')?.split('/')[0] ?? ''
      if (!known.has(id)) return `unknown key for ${cluster}`
      const date = url.searchParams.get('X-Amz-Date')?.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5') ?? ''
      return setup.now() - Date.parse(date) < 900_000 ? undefined : 'lapsed'
    },
  }
}
