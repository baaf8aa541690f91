import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CloudRequest, CloudResponse } from '../../../src/connect/cloud-ports.ts'
import { connectGke } from '../../../src/connect/google/gke.ts'
import type { GkeEndpoint } from '../../../src/connect/google/gke-endpoint.ts'
import { json, jwt, problemOf, recordingCloud } from '../../builders-cloud.ts'

const name = 'projects/p/locations/europe-west1/clusters/prod'
const ca = Buffer.from('CA PEM').toString('base64')
const plain = { status: 'RUNNING', endpoint: '203.0.113.7', masterAuth: { clusterCaCertificate: ca } }
const dns = { dnsEndpointConfig: { endpoint: 'gke-1.europe-west1.gke.goog', allowExternalTraffic: true } }
const membership = '//gkehub.googleapis.com/projects/42/locations/global/memberships/prod'

function google(cluster: unknown = plain, status = 200) {
  return (request: CloudRequest): CloudResponse => {
    const { url } = request
    if (url.includes('/clusters/')) return json(cluster, status)
    if (url.endsWith('?recursive=true')) return json({ email: 'x' })
    if (url.includes(':generateAccessToken'))
      return json({ accessToken: 'unique-impersonated', expireTime: '2026-01-02T04:04:05Z' })
    return json({ access_token: 'unique-access', expires_in: 3599 })
  }
}
const given = { accessToken: 'unique-given' }

test.each<[string, GkeEndpoint, object, string, string | undefined]>([
  ['the address', 'auto', plain, 'https://203.0.113.7', 'CA PEM'],
  [
    'the address although there is a DNS name',
    'auto',
    { ...plain, controlPlaneEndpointsConfig: dns },
    'https://203.0.113.7',
    'CA PEM',
  ],
  [
    'the DNS name when the address is off, without the CA of the cluster',
    'auto',
    { ...plain, controlPlaneEndpointsConfig: { ...dns, ipEndpointsConfig: { enabled: false } } },
    'https://gke-1.europe-west1.gke.goog',
    undefined,
  ],
  [
    'the DNS name when the address is private',
    'auto',
    { ...plain, controlPlaneEndpointsConfig: dns, privateClusterConfig: { enablePrivateEndpoint: true } },
    'https://gke-1.europe-west1.gke.goog',
    undefined,
  ],
  [
    'the DNS name when it is wanted',
    'dns',
    { ...plain, controlPlaneEndpointsConfig: dns },
    'https://gke-1.europe-west1.gke.goog',
    undefined,
  ],
  [
    'the private address when it is wanted',
    'private',
    { ...plain, privateClusterConfig: { privateEndpoint: '10.0.0.2' } },
    'https://10.0.0.2',
    'CA PEM',
  ],
  [
    'the Connect gateway when it is wanted',
    'connect-gateway',
    { ...plain, fleet: { project: '42', membership } },
    'https://connectgateway.googleapis.com/v1/projects/42/locations/global/gkeMemberships/prod',
    undefined,
  ],
])('the server is %s', async (_name, endpoint, cluster, server, authority) => {
  const ports = recordingCloud(google(cluster))
  const connected = await connectGke(ports, { cluster: name, endpoint, ...given })
  expect([connected.server, connected.ca]).toEqual([server, authority])
})

test.each<[GkeEndpoint, string]>([
  ['private', 'connect/google-endpoint'],
  ['connect-gateway', 'connect/google-fleet'],
])('a cluster without the wanted endpoint %s is a problem', async (endpoint, code) => {
  const ports = recordingCloud(google())
  expect((await problemOf(connectGke(ports, { cluster: name, endpoint, ...given })))?.code).toBe(code)
})

test.each([
  [403, 'roles/container.clusterViewer'],
  [404, 'Check project'],
])('Google refusing with %i is explained', async (status, hint) => {
  const ports = recordingCloud(google({ error: { message: 'Not here.' } }, status))
  const problem = await problemOf(connectGke(ports, { cluster: name, ...given }))
  expect(problem?.message).toContain('Not here.')
  expect(problem?.hint).toContain(hint)
})

test('project and location that are not known are named', async () => {
  const ports = recordingCloud(google())
  expect((await problemOf(connectGke(ports, { cluster: 'prod', ...given })))?.code).toBe('connect/google-project')
  expect((await problemOf(connectGke(ports, { cluster: 'prod', project: 'p', ...given })))?.code).toBe(
    'connect/google-location',
  )
})

test('a cluster that is not running is noted', async () => {
  const ports = recordingCloud(google({ ...plain, status: 'RECONCILING' }))
  expect((await connectGke(ports, { cluster: name, ...given })).notes).toEqual(['the GKE cluster prod is RECONCILING'])
})

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = JSON.stringify({
  type: 'service_account',
  project_id: 'p',
  client_email: 'robot@p.example.test',
  private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
})
const user = JSON.stringify({ type: 'authorized_user', client_id: 'i', client_secret: 's', refresh_token: 'r' })
const federation = { workloadIdentityProvider: 'projects/1/locations/global/workloadIdentityPools/ci/providers/gh' }
const files = { '/key': key, '/user': user }

test.each<[string, object, object, string]>([
  ['an access token that was given', given, { GOOGLE_APPLICATION_CREDENTIALS: '/key' }, 'a given access token'],
  ['an access token of the environment', {}, { CLOUDSDK_AUTH_ACCESS_TOKEN: 'unique-given' }, 'a given access token'],
  [
    'a key that was given',
    { credentialsJson: key },
    { GOOGLE_APPLICATION_CREDENTIALS: '/user' },
    'robot@p.example.test (the given credential)',
  ],
  [
    'a key that was given in base64',
    { credentialsJson: Buffer.from(key).toString('base64') },
    {},
    'robot@p.example.test',
  ],
  [
    'federation before files',
    federation,
    { GOOGLE_APPLICATION_CREDENTIALS: '/key' },
    'workload identity federation with projects/1',
  ],
  [
    'GOOGLE_APPLICATION_CREDENTIALS',
    {},
    { GOOGLE_APPLICATION_CREDENTIALS: '/key', GOOGLE_GHA_CREDS_PATH: '/user' },
    'service account robot@p.example.test (GOOGLE_APPLICATION_CREDENTIALS)',
  ],
  [
    'GOOGLE_GHA_CREDS_PATH',
    {},
    { GOOGLE_GHA_CREDS_PATH: '/user', GCLOUD_SERVICE_KEY: key },
    'authorized user (GOOGLE_GHA_CREDS_PATH)',
  ],
  [
    'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE',
    {},
    { CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE: '/user' },
    'authorized user (CLOUDSDK',
  ],
  ['GCLOUD_SERVICE_KEY', {}, { GCLOUD_SERVICE_KEY: key }, 'robot@p.example.test (GCLOUD_SERVICE_KEY)'],
  ['the metadata server', {}, {}, 'metadata server'],
])('credentials come from %s', async (_name, request, env, described) => {
  const ports = recordingCloud(google(), {
    env: { ...env },
    files,
    identityToken: () => Promise.resolve(jwt({ sub: 's' })),
  })
  const connected = await connectGke(ports, { cluster: name, ...request })
  expect(connected.description).toContain(described)
  expect((await connected.token?.())?.token).toMatch(/^unique-/)
})

test('a federated token ends with the identity token behind it, and every one is made of a new one', async () => {
  let count = 0
  const ports = recordingCloud(google(), {
    identityToken: () => Promise.resolve(jwt({ sub: ++count, exp: Date.parse('2026-01-02T03:09:05Z') / 1000 })),
  })
  const connected = await connectGke(ports, { cluster: name, ...federation })
  expect((await connected.token?.())?.expiresAt).toBe(Date.parse('2026-01-02T03:09:05Z'))
  expect(count).toBe(2)
})

test('federation goes through a service account when one is named', async () => {
  const ports = recordingCloud(google(), { identityToken: () => Promise.resolve(jwt({})) })
  const request = { cluster: name, ...federation, serviceAccount: 'robot@p.example.test' }
  expect((await (await connectGke(ports, request)).token?.())?.token).toBe('unique-impersonated')
})

test('delegates are given by the names that the API takes', async () => {
  const ports = recordingCloud(google(), { identityToken: () => Promise.resolve(jwt({})) })
  const serviceAccount = 'first@p.example.test, projects/-/serviceAccounts/second@p.example.test, robot@p.example.test'
  await connectGke(ports, { cluster: name, ...federation, serviceAccount })
  const asked = ports.sent.find(({ url }) => url.endsWith('robot@p.example.test:generateAccessToken'))
  expect(JSON.parse(asked?.body ?? '')).toMatchObject({
    delegates: ['projects/-/serviceAccounts/first@p.example.test', 'projects/-/serviceAccounts/second@p.example.test'],
  })
})

test('federation without an identity token is a problem', async () => {
  const ports = recordingCloud(google())
  expect((await problemOf(connectGke(ports, { cluster: name, ...federation })))?.code).toBe('connect/no-identity-token')
})

test('without any credentials everything that was tried is listed', async () => {
  const ports = recordingCloud(() => Promise.reject(new Error('no network')))
  const problem = await problemOf(connectGke(ports, { cluster: name }))
  expect(problem?.code).toBe('connect/google-no-credentials')
  expect(problem?.message).toContain('GCLOUD_SERVICE_KEY, metadata server')
})

test.each([
  ['The audience in ID Token [x] does not match the expected audience.', 'connect/oidc-audience', 'audience'],
  ['The given credential is rejected by the attribute condition.', 'connect/google-refused', 'attribute condition'],
  [
    'The size of mapped attribute google.subject exceeds the 127 bytes limit.',
    'connect/google-refused',
    'repository_id',
  ],
  ['The issuer in ID Token does not match the expected issuer.', 'connect/google-refused', 'issuer'],
])('the token exchange refusing with "%s" is explained without the token', async (text, code, hint) => {
  const ports = recordingCloud(() => json({ error: 'invalid_grant', error_description: text }, 400), {
    identityToken: () => Promise.resolve(jwt({ sub: 's' })),
  })
  const problem = await problemOf(connectGke(ports, { cluster: name, ...federation }))
  expect(problem?.code).toBe(code)
  expect(problem?.hint).toContain(hint)
  expect(JSON.stringify(problem)).not.toContain('unique-signature')
})
