import { expect, test } from 'vitest'
import { connectAks } from '../../../src/connect/azure/aks.ts'
import type { CloudRequest, CloudResponse } from '../../../src/connect/cloud-ports.ts'
import { json, problemOf, recordingCloud } from '../../builders-cloud.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const id = '/subscriptions/s-1/resourceGroups/ml/providers/Microsoft.ContainerService/managedClusters/prod'
const env = { AZURE_CLIENT_ID: 'app-1', AZURE_TENANT_ID: 'tenant-1', AZURE_CLIENT_SECRET: 'unique-client-secret' }
const parseYaml = (text: string) => Promise.resolve(JSON.parse(text))
const accessToken = `h.${Buffer.from(JSON.stringify({ oid: 'object-1' })).toString('base64url')}.unique-signature`

function kubeconfig(user: unknown): CloudResponse {
  const cluster = { server: 'https://prod.hcp.example.test:443', 'certificate-authority-data': base64('CA PEM') }
  const text = JSON.stringify({ clusters: [{ cluster }], users: [{ user }] })
  return json({ kubeconfigs: [{ name: 'clusterUser', value: base64(text) }] })
}
const kubelogin = kubeconfig({
  exec: { command: 'kubelogin', args: ['get-token', '--login', 'devicecode', '--server-id', 'server-app'] },
})

function azure(answer: CloudResponse, signIn: CloudResponse = json({ access_token: accessToken, expires_in: 3600 })) {
  return (request: CloudRequest): CloudResponse => {
    if (request.url.includes('/oauth2/v2.0/token')) return signIn
    if (request.url.includes('managedClusters')) return answer
    return json({}, 404)
  }
}

const scopeOf = (request: CloudRequest | undefined) => new URLSearchParams(request?.body).get('scope')

test("a cluster with Entra sign-in gets our tokens for the server's application in the place of the plugin", async () => {
  const ports = recordingCloud(azure(kubelogin), { env })
  const cluster = await connectAks(ports, { cluster: id }, parseYaml)
  expect(cluster.server).toBe('https://prod.hcp.example.test:443')
  expect(cluster.ca).toBe('CA PEM')
  expect(ports.sent.map(scopeOf)[0]).toBe('https://management.azure.com/.default')
  expect(ports.sent[1]?.url).toBe(`https://management.azure.com${id}/listClusterUserCredential?api-version=2025-10-01`)
  await cluster.token?.()
  expect(scopeOf(ports.sent.at(-1))).toBe('server-app/.default')
  expect(await cluster.caller?.()).toContain('signed in as the object id object-1; it needs the role')
  expect(cluster.description).toBe('AKS cluster prod in ml by application app-1 by client secret')
})

test('an auth-provider section is replaced as well, and without a server id the usual application is meant', async () => {
  const ports = recordingCloud(azure(kubeconfig({ 'auth-provider': { name: 'azure', config: {} } })), { env })
  await (await connectAks(ports, { cluster: id }, parseYaml)).token?.()
  expect(scopeOf(ports.sent.at(-1))).toBe('6dae42f8-4368-4678-94ff-3960e28e3630/.default')
})

test('a local account brings its client certificate, and its key is masked', async () => {
  const user = {
    'client-certificate-data': base64('CERT'),
    'client-key-data': base64('unique-key'),
    token: 'unique-token',
  }
  const ports = recordingCloud(azure(kubeconfig(user)), { env })
  const cluster = await connectAks(ports, { cluster: id }, parseYaml)
  expect(cluster.clientCertificate).toEqual({ cert: 'CERT', key: 'unique-key' })
  expect(cluster.token).toBeUndefined()
  expect(ports.masked).toContain('unique-key')
  expect(cluster.notes.join()).toContain('administrator')
})

test('a local account with nothing but a token is used as well', async () => {
  const ports = recordingCloud(azure(kubeconfig({ token: 'unique-token' })), { env })
  const cluster = await connectAks(ports, { cluster: id }, parseYaml)
  expect((await cluster.token?.())?.token).toBe('unique-token')
  expect(ports.masked).toContain('unique-token')
})

test('the public name of a private cluster and the administrator are asked for when wanted', async () => {
  const ports = recordingCloud(azure(kubelogin), { env })
  const request = { cluster: 'prod', resourceGroup: 'ml', subscription: 's-1', usePublicFqdn: true, asAdmin: true }
  await connectAks(ports, request, parseYaml)
  expect(ports.sent[1]?.url).toContain('/listClusterAdminCredential?api-version=2025-10-01&server-fqdn=public')
})

test.each([
  [
    'US Government',
    { AZURE_ENVIRONMENT: 'AzureUSGovernment' },
    'login.microsoftonline.us',
    'management.usgovcloudapi.net',
  ],
  [
    'China',
    { AZURE_AUTHORITY_HOST: 'https://login.chinacloudapi.cn/' },
    'login.chinacloudapi.cn',
    'management.chinacloudapi.cn',
  ],
])('the sovereign cloud of %s has its own hosts, scope and audience', async (name, more, login, arm) => {
  const audiences: string[] = []
  const { AZURE_CLIENT_SECRET: _, ...ids } = env
  const ports = recordingCloud(azure(kubelogin), {
    env: { ...ids, ...more },
    identityToken: (audience) => {
      audiences.push(audience)
      return Promise.resolve('unique-identity-token')
    },
  })
  await connectAks(ports, { cluster: id }, parseYaml)
  expect(ports.sent.map(({ url }) => new URL(url).host)).toEqual([login, arm])
  expect(scopeOf(ports.sent[0])).toBe(`https://${arm}/.default`)
  expect(audiences).toEqual([`api://AzureADTokenExchange${name === 'China' ? 'China' : 'USGov'}`])
})

test.each([
  [
    'AZURE_CREDENTIALS',
    {
      AZURE_CREDENTIALS: JSON.stringify({
        clientId: 'app-2',
        clientSecret: 'unique-client-secret',
        tenantId: 't',
        subscriptionId: 's-9',
      }),
    },
  ],
  [
    'ARM_ names',
    {
      ARM_CLIENT_ID: 'app-2',
      ARM_TENANT_ID: 't',
      ARM_CLIENT_SECRET: 'unique-client-secret',
      ARM_SUBSCRIPTION_ID: 's-9',
    },
  ],
  [
    'AAD_ names',
    {
      AAD_SERVICE_PRINCIPAL_CLIENT_ID: 'app-2',
      AZURE_TENANT_ID: 't',
      AAD_SERVICE_PRINCIPAL_CLIENT_SECRET: 'unique-client-secret',
      AZURE_SUBSCRIPTION_ID: 's-9',
    },
  ],
])('credentials and subscription come from %s', async (_name, own) => {
  const ports = recordingCloud(azure(kubelogin), { env: own })
  const cluster = await connectAks(ports, { cluster: 'prod', resourceGroup: 'ml' }, parseYaml)
  expect(cluster.description).toContain('application app-2 by client secret')
  expect(ports.sent[1]?.url).toContain('/subscriptions/s-9/resourceGroups/ml/')
  expect(ports.masked).toContain('unique-client-secret')
})

test('every exchange carries a new identity token', async () => {
  let count = 0
  const { AZURE_CLIENT_SECRET: _, ...ids } = env
  const ports = recordingCloud(azure(kubelogin), {
    env: ids,
    identityToken: () => Promise.resolve(`identity-${++count}`),
  })
  const cluster = await connectAks(ports, { cluster: id }, parseYaml)
  await cluster.token?.()
  expect(ports.masked).toEqual(['identity-1', accessToken, 'identity-2', accessToken])
})

const claims = { iss: 'https://token.example.test', aud: 'sts.example.test', sub: 'repo:o@1/r@2:ref:refs/heads/main' }
const identity = `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.unique-identity`

test.each([
  ['AADSTS700211', 'connect/oidc-trust', 'issuer'],
  ['AADSTS700212', 'connect/oidc-audience', 'api://AzureADTokenExchange'],
  ['AADSTS700213', 'connect/oidc-trust', 'repo:OWNER@ID/REPO@ID'],
  ['AADSTS700024', 'connect/oidc-trust', 'clock'],
  ['AADSTS7000215', 'connect/azure-entra', 'value of the secret'],
  ['AADSTS53003', 'connect/azure-entra', 'conditional access'],
])('%s is explained, with the claims that were sent where they matter', async (code, problemCode, hint) => {
  const { AZURE_CLIENT_SECRET: _, ...ids } = env
  const body = { error: 'invalid_client', error_description: `${code}: No match. Trace ID: 1-2-3\r\nTimestamp: now` }
  const ports = recordingCloud(azure(kubelogin, json(body, 400)), {
    env: ids,
    identityToken: () => Promise.resolve(identity),
  })
  const problem = await problemOf(connectAks(ports, { cluster: id }, parseYaml))
  expect(problem?.code).toBe(problemCode)
  expect(problem?.message).toContain(`${code}: No match.`)
  expect(problem?.message).not.toContain('Trace ID')
  expect(problem?.hint).toContain(hint)
  if (problemCode.startsWith('connect/oidc')) expect(problem?.message).toContain(claims.sub)
  expect(JSON.stringify(problem)).not.toContain('unique-identity')
})

test.each([
  [403, 'AuthorizationFailed', 'Cluster User Role" on the cluster to the object id object-1'],
  [404, 'ResourceNotFound', 'Check the subscription'],
  [401, 'InvalidAuthenticationTokenTenant', 'tenant'],
  [400, 'BadRequest', 'Entra instead'],
])('the resource manager refusing with %i is explained', async (status, code, hint) => {
  const message = 'Getting static credential is not allowed because this cluster is set to disable local accounts.'
  const ports = recordingCloud(azure(json({ error: { code, message: status === 400 ? message : 'No.' } }, status)), {
    env,
  })
  const problem = await problemOf(connectAks(ports, { cluster: id }, parseYaml))
  expect(problem?.code).toBe('connect/azure-aks')
  expect(problem?.message).toContain(code)
  expect(problem?.hint).toContain(hint)
})

test('a wrong clock is told beside the refusal', async () => {
  const late = json({ error_description: 'AADSTS700024: lapsed' }, 400, { date: 'Fri, 02 Jan 2026 02:00:00 GMT' })
  const ports = recordingCloud(azure(kubelogin, late), { env })
  await expect(connectAks(ports, { cluster: id }, parseYaml)).rejects.toMatchObject({
    problems: [{}, { code: 'connect/clock-skew', message: 'the clock of this machine is 3845 s ahead' }],
  })
})

test('without credentials everything that was tried is listed', async () => {
  const ports = recordingCloud(() => Promise.reject(new Error('no network')))
  const problem = await problemOf(connectAks(ports, { cluster: id }, parseYaml))
  expect(problem?.code).toBe('connect/azure-no-credentials')
  expect(problem?.message).toContain('managed identity; no client id is known')
})

test('a certificate that cannot be used is named without its content', async () => {
  const own = { AZURE_CLIENT_ID: 'a', AZURE_TENANT_ID: 't', AZURE_CLIENT_CERTIFICATE_PATH: '/c.pem' }
  const ports = recordingCloud(azure(kubelogin), { env: own, files: { '/c.pem': 'unique-rubbish' } })
  const problem = await problemOf(connectAks(ports, { cluster: id }, parseYaml))
  expect(problem?.code).toBe('connect/azure-certificate')
  expect(JSON.stringify(problem)).not.toContain('unique-rubbish')
})

test('the subscription or the group that is missing is named', async () => {
  const ports = recordingCloud(azure(kubelogin), { env })
  expect((await problemOf(connectAks(ports, { cluster: 'prod' }, parseYaml)))?.message).toContain('subscription')
})
