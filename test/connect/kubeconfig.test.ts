import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { plainYaml } from '../../src/config/plain-yaml.ts'
import { connectKubeconfig, type KubeconfigRequest } from '../../src/connect/kubeconfig.ts'
import { jwt, problemOf } from '../builders-cloud.ts'

const folder = mkdtempSync(join(tmpdir(), 'kubeconfig-'))
afterAll(() => rmSync(folder, { recursive: true }))

const masked: string[] = []
const connectWith = (request: Partial<KubeconfigRequest>) =>
  connectKubeconfig(
    { env: {}, ...request },
    {
      now: Date.now,
      mask: (secret) => masked.push(secret),
      parseYaml: async (text) => plainYaml(text),
      runPlugin: () => Promise.resolve({ kind: 'missing' }),
      builtIn: (command, args) => () => Promise.resolve({ token: [command, ...args].join(' ') }),
    },
  )

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const config = (user: object, more: object = {}) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: 'https://k8s.example.test/' } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: 'ml' } }],
    'current-context': 'x',
    ...more,
  })
const yaml = `apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "https://k8s.example.test"}}]
users: [{name: u, user: {token: unique-token}}]
contexts: [{name: x, context: {cluster: c, user: u}}]
current-context: x
`

test.each([
  ['YAML', yaml],
  [
    'base64 of it, in lines',
    Buffer.from(yaml)
      .toString('base64')
      .replace(/(.{60})/g, '$1\n'),
  ],
  ['a data URL', `data:application/yaml;base64,${Buffer.from(yaml).toString('base64')}`],
  ['base64url of it', Buffer.from(yaml).toString('base64url')],
  ['a path', file('given', yaml)],
])('a kubeconfig is given as %s', async (_name, kubeconfig) => {
  const connection = await connectWith({ kubeconfig })
  expect(connection.server).toBe('https://k8s.example.test')
  expect(await connection.credentials()).toEqual({ token: 'unique-token' })
  expect(masked).toContain('unique-token')
  expect(connection.describe()).not.toContain('unique-token')
})

test('several files of KUBECONFIG are one; a file that is not there is passed over', async () => {
  const users = file('users', JSON.stringify({ users: [{ name: 'u', user: { token: 'first' } }] }))
  const rest = file('rest', config({ token: 'second' }))
  const KUBECONFIG = [join(folder, 'none'), users, rest].join(':')
  const connection = await connectWith({ env: { KUBECONFIG } })
  expect(await connection.credentials()).toEqual({ token: 'first' })
  expect(connection.namespace).toBe('ml')
})

test('the file of a token goes before a token beside it, and a certificate stands beside a token', async () => {
  const path = file('newer', 'newer')
  expect(await (await connectWith({ kubeconfig: config({ token: 'old', tokenFile: path }) })).credentials()).toEqual({
    token: 'newer',
  })
  const certificate = {
    'client-certificate-data': Buffer.from('cert').toString('base64'),
    'client-key': file('key', 'key'),
  }
  expect(await (await connectWith({ kubeconfig: config({ token: 't', ...certificate }) })).credentials()).toEqual({
    token: 't',
    clientCertificate: { cert: 'cert', key: 'key' },
  })
})

test('everything that a kubeconfig says about its cluster counts', async () => {
  const cluster = {
    server: 'https://10.0.0.1:6443',
    'certificate-authority-data': Buffer.from('authority').toString('base64'),
    'tls-server-name': 'k8s.internal',
    'proxy-url': 'http://proxy.example.test:3128',
    'insecure-skip-tls-verify': true,
  }
  const connection = await connectWith({ kubeconfig: config({}, { clusters: [{ name: 'c', cluster }] }) })
  expect(connection).toMatchObject({
    server: 'https://10.0.0.1:6443',
    ca: 'authority',
    tlsServerName: 'k8s.internal',
    proxyUrl: 'http://proxy.example.test:3128',
    insecureSkipTlsVerify: true,
    namespace: 'ml',
  })
})

test('another context than the current one is taken by its name', async () => {
  const contexts = [
    { name: 'x', context: { cluster: 'c', user: 'u' } },
    { name: 'y', context: { cluster: 'c', user: 'v', namespace: 'other' } },
  ]
  const users = [
    { name: 'u', user: { token: 'first' } },
    { name: 'v', user: { token: 'second' } },
  ]
  const connection = await connectWith({ kubeconfig: config({}, { contexts, users }), context: 'y' })
  expect(connection.namespace).toBe('other')
  expect(await connection.credentials()).toEqual({ token: 'second' })
})

test("a token's file is read again when the server refuses what it held", async () => {
  const path = file('token', 'one\n')
  const connection = await connectWith({ kubeconfig: config({ tokenFile: path }) })
  expect(await connection.credentials()).toEqual({ token: 'one' })
  file('token', 'two\n')
  expect(await connection.credentials()).toEqual({ token: 'one' })
  expect(await connection.credentials(true)).toEqual({ token: 'two' })
})

test('an OpenID token is used until it lapses; its secrets are masked', async () => {
  const token = jwt({ exp: 4_102_444_800 })
  const provider = { name: 'oidc', config: { 'id-token': token, 'refresh-token': 'unique-refresh' } }
  const connection = await connectWith({ kubeconfig: config({ 'auth-provider': provider }) })
  expect(await connection.credentials()).toEqual({ token, expiresAt: 4_102_444_800_000 })
  expect(masked).toEqual(expect.arrayContaining([token, 'unique-refresh']))
})

test.each([
  ['gcp', {}, 'gke-gcloud-auth-plugin'],
  ['azure', { 'apiserver-id': 'server-app' }, 'kubelogin get-token --server-id server-app'],
])('what the auth-provider %s did is done here', async (name, settings, token) => {
  const connection = await connectWith({ kubeconfig: config({ 'auth-provider': { name, config: settings } }) })
  expect(await connection.credentials()).toEqual({ token })
})

test('whom a user acts as is told with every request, however they sign in', async () => {
  const acting = {
    as: 'ada',
    'as-groups': ['ml', 'ops'],
    'as-uid': '7',
    'as-user-extra': { 'acme.example/team': ['x'] },
  }
  const connection = await connectWith({ kubeconfig: config({ token: 't', ...acting }) })
  expect(connection.headers).toEqual({
    'Impersonate-User': ['ada'],
    'Impersonate-Group': ['ml', 'ops'],
    'Impersonate-Uid': ['7'],
    'Impersonate-Extra-acme.example%2Fteam': ['x'],
  })
  expect(await connection.credentials()).toEqual({ token: 't' })
  expect(connection.describe()).toContain('as u acting as ada')
  expect((await connectWith({ kubeconfig: config({ token: 't' }) })).headers).toBeUndefined()
})

const lapsed = { name: 'oidc', config: { 'id-token': jwt({ exp: 1 }) } }

test.each<[string, Partial<KubeconfigRequest>, string]>([
  ['nothing at all', { env: { HOME: folder } }, 'connect/no-cluster'],
  ['files that are not there', { env: { KUBECONFIG: join(folder, 'none') } }, 'connect/kubeconfig'],
  ['no YAML', { kubeconfig: 'clusters: [' }, 'connect/kubeconfig'],
  ['a word', { kubeconfig: 'prod' }, 'connect/kubeconfig'],
  ['a context that it has not', { kubeconfig: yaml, context: 'y' }, 'connect/context'],
  ['no current context', { kubeconfig: config({}, { 'current-context': '' }) }, 'connect/kubeconfig'],
  ['an auth-provider of the past', { kubeconfig: config({ 'auth-provider': { name: 'x' } }) }, 'connect/auth-provider'],
  [
    'somebody to act as without a name',
    { kubeconfig: config({ token: 'unique-t', 'as-groups': ['system:masters'] }) },
    'connect/impersonation',
  ],
  ['a password', { kubeconfig: config({ username: 'ada', password: 'unique-password' }) }, 'connect/basic-auth'],
])('%s is a problem that shows no secret', async (_name, request, code) => {
  const problem = await problemOf(connectWith(request))
  expect(problem?.code).toBe(code)
  expect(JSON.stringify(problem)).not.toContain('unique-')
})

test('an OpenID token that has lapsed and cannot be renewed is a problem', async () => {
  const connection = await connectWith({ kubeconfig: config({ 'auth-provider': lapsed }) })
  expect((await problemOf(connection.credentials()))?.code).toBe('connect/oidc-expired')
})
