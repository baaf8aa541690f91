import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plainYaml } from '../../src/config/plain-yaml.ts'
import type { CloudPorts } from '../../src/connect/cloud-ports.ts'
import { nodeCloudPorts, sender } from '../../src/connect/node-ports.ts'
import { identityTokens } from '../../src/connect/oidc.ts'
import { connect, type ProviderPorts } from '../../src/connect/provider.ts'
import type { ProviderRequest } from '../../src/connect/provider-request.ts'
import { ProblemError } from '../../src/model/problem.ts'
import { fakeAws } from './fakes/aws.ts'
import { fakeAzure } from './fakes/azure.ts'
import { fakeGithub } from './fakes/github.ts'
import { fakeGoogle } from './fakes/google.ts'
import { Secrets, type Serving, serve } from './fakes/serving.ts'

let time = Date.parse('2026-01-02T03:04:05Z')
const now = () => time
const vectors = JSON.parse(readFileSync('test/vectors/azure.json', 'utf8'))
const secrets = new Secrets()
const github = fakeGithub(secrets, now)
const clusterToken = () => secrets.fresh('cluster')
const common = { secrets, github, now, clusterToken }
const clientSecret = secrets.fresh('client')
const azure = fakeAzure({
  ...common,
  clientSecret,
  certificatePem: vectors.certificatePem,
  server: 'https://aks.example.test',
})
const google = fakeGoogle({ ...common, endpoint: 'gke.example.test' })
const aws = fakeAws({ ...common, endpoint: 'https://eks.example.test' })
secrets.keep(vectors.privateKeyPem.split('\n')[5])

let serving: Serving
beforeAll(async () => {
  serving = await serve([github.fake, aws.fake, azure, google.fake])
})
afterAll(() => serving.close())

/** Everything that was said, by anybody. */
const printed: string[] = []

interface Way {
  readonly env?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly request: Partial<ProviderRequest>
}

function portsOf({ env = {}, files = {} }: Way): ProviderPorts & { readonly masked: Set<string> } {
  const masked = new Set<string>()
  const send = async (request: Parameters<CloudPorts['send']>[0]) => {
    const carried = JSON.stringify([request.headers, request.body ?? ''])
    for (const secret of secrets.all)
      if (carried.includes(secret) || carried.includes(encodeURIComponent(secret)))
        if (![...masked].some((known) => known.includes(secret) || secret.includes(known)))
          throw new Error('a secret was used before it was masked')
    return serving.through(sender({}))(request)
  }
  const base = { ...nodeCloudPorts(env, (secret) => masked.add(secret)), send, now, sleep: () => Promise.resolve() }
  const readFile = (path: string) => Promise.resolve(files[path])
  const { identityToken: _, ...rest } = { ...base, readFile }
  const identityToken = identityTokens(rest)
  return {
    cloud: { ...rest, ...(identityToken === undefined ? {} : { identityToken }) },
    runPlugin: () => Promise.resolve({ kind: 'missing' }),
    parseYaml: async (text) => plainYaml(text),
    say: (text) => printed.push(text),
    masked,
  }
}

const eks = { cluster: 'prod', region: 'eu-west-1' }
const gke = { cluster: 'projects/p/locations/europe-west1/clusters/prod' }
const aks = { cluster: '/subscriptions/s/resourceGroups/ml/providers/Microsoft.ContainerService/managedClusters/prod' }
const app = { AZURE_CLIENT_ID: 'app-1', AZURE_TENANT_ID: 'tenant-1' }
const federation = { workloadIdentityProvider: google.provider }
const pem = `${vectors.privateKeyPem}\n${vectors.certificatePem}`
const profile = () => {
  const keys = aws.staticKeys()
  return `[ci]\nrole_arn=${aws.role}\nsource_profile=base\n[base]\naws_access_key_id=${keys.AWS_ACCESS_KEY_ID}\naws_secret_access_key=${keys.AWS_SECRET_ACCESS_KEY}\n`
}

const ways: readonly (readonly [string, Way])[] = [
  ['EKS by GitHub', { env: github.env, request: { ...eks, roleToAssume: aws.role } }],
  ['EKS by keys', { env: aws.staticKeys(), request: eks }],
  ['EKS by keys, then a role', { env: aws.staticKeys(), request: { ...eks, roleToAssume: aws.role } }],
  [
    'EKS by a profile with a role',
    { env: { HOME: '/h', AWS_PROFILE: 'ci' }, files: { '/h/.aws/credentials': profile() }, request: eks },
  ],
  ['EKS by container credentials', { env: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/x' }, request: eks }],
  ['EKS by the machine', { request: eks }],
  ['GKE by GitHub', { env: github.env, request: { ...gke, ...federation } }],
  [
    'GKE by GitHub as a service account',
    { env: github.env, request: { ...gke, ...federation, serviceAccount: google.account } },
  ],
  [
    'GKE by a service account key',
    { env: { GOOGLE_APPLICATION_CREDENTIALS: '/k' }, files: { '/k': google.serviceAccount }, request: gke },
  ],
  [
    'GKE by an authorized user',
    { env: { GOOGLE_GHA_CREDS_PATH: '/u' }, files: { '/u': google.authorizedUser }, request: gke },
  ],
  ['GKE by the machine', { request: gke }],
  ['AKS by GitHub', { env: { ...github.env, ...app }, request: aks }],
  ['AKS by a client secret', { env: { ...app, AZURE_CLIENT_SECRET: clientSecret }, request: aks }],
  [
    'AKS by a certificate',
    { env: { ...app, AZURE_CLIENT_CERTIFICATE_PATH: '/c' }, files: { '/c': pem }, request: aks },
  ],
  ['AKS by the machine', { request: aks }],
  [
    'AKS by AZURE_CREDENTIALS',
    {
      env: { AZURE_CREDENTIALS: JSON.stringify({ clientId: 'app-1', tenantId: 'tenant-1', clientSecret }) },
      request: aks,
    },
  ],
]

test.each(ways)(
  '%s: tokens that the cluster takes, new ones in time, each secret masked before its use',
  async (_name, way) => {
    const ports = portsOf(way)
    const connection = await connect({ provider: 'auto', env: ports.cloud.env, ...way.request }, ports)
    printed.push(connection.describe())
    const seen = new Set<string>()
    const takes = async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => connection.credentials()))
      const tokens = new Set(answers.map(({ token = '' }) => token))
      expect(tokens.size).toBe(1)
      const [token = ''] = tokens
      if (connection.server.includes('eks')) expect(aws.tokenFault(token, 'prod')).toBeUndefined()
      else expect(secrets.all.has(token)).toBe(true)
      seen.add(token)
    }
    await takes()
    // Past the life of every token, and of the keys behind those of EKS.
    time += 2 * 3_600_000
    await takes()
    expect(seen.size).toBe(2)
  },
)

test.each<[string, Way, string]>([
  [
    'a wrong client secret',
    { env: { ...app, AZURE_CLIENT_SECRET: secrets.fresh('wrong') }, request: aks },
    'connect/azure-entra',
  ],
  [
    'a tenant that is not there',
    { env: { ...github.env, ...app, AZURE_TENANT_ID: 'other' }, request: aks },
    'connect/azure-entra',
  ],
  [
    'an audience that Entra does not expect',
    { env: { ...github.env, ...app }, request: { ...aks, audience: 'other' } },
    'connect/oidc-trust',
  ],
  [
    'an audience that Google does not expect',
    { env: github.env, request: { ...gke, ...federation, audience: 'other' } },
    'connect/oidc-audience',
  ],
  [
    'an audience that AWS does not expect',
    { env: github.env, request: { ...eks, roleToAssume: aws.role, audience: 'other' } },
    'connect/oidc-audience',
  ],
  [
    'a role that does not trust',
    { env: github.env, request: { ...eks, roleToAssume: 'arn:aws:iam::1:role/other' } },
    'connect/aws-sts',
  ],
  [
    'a cluster that is not there',
    { env: github.env, request: { ...eks, cluster: 'other', roleToAssume: aws.role } },
    'connect/aws-eks',
  ],
  [
    'a request token that lapsed',
    { env: { ...github.env, ...app, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secrets.fresh('old') }, request: aks },
    'connect/oidc-github',
  ],
])('%s is a problem of its own', async (_name, way, code) => {
  const ports = portsOf(way)
  const error: unknown = await connect({ provider: 'auto', env: ports.cloud.env, ...way.request }, ports).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ProblemError)) throw new Error(`no problem but ${String(error)}`)
  printed.push(JSON.stringify(error.problems), error.message, error.stack ?? '', JSON.stringify(error))
  expect(error.problems[0]?.code).toBe(code)
  expect(error.problems[0]?.hint).not.toBeUndefined()
})

test('nothing that was said in all of that holds a secret', () => {
  expect(printed.length).toBeGreaterThan(30)
  const text = printed.join('\n')
  expect([...secrets.all].filter((secret) => text.includes(secret))).toEqual([])
  expect(text).not.toMatch(/X-Amz-Signature|k8s-aws-v1\./)
})

test('every exchange with GitHub had a token of its own', () => {
  expect(github.mints()).toBeGreaterThan(8)
})
