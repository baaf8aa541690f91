import { expect, test } from 'vitest'
import { execCredentials } from '../../src/connect/exec-plugin.ts'
import { builtInPlugin } from '../../src/connect/vendor-plugins.ts'
import { json, problemOf, recordingCloud } from '../builders-cloud.ts'

const aws = { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'unique-key' }
const azure = { AZURE_CLIENT_ID: 'app', AZURE_TENANT_ID: 't', AZURE_CLIENT_SECRET: 'unique-secret' }
const kubelogin = ['get-token', '--login', 'devicecode', '--client-id', 'theirs', '--server-id', 'server-app']
const cloud = (env: Readonly<Record<string, string>>) =>
  recordingCloud(() => json({ access_token: 'unique-token', expires_in: 60 }), { env })

test.each([
  [
    'aws',
    ['--region', 'eu-west-1', 'eks', 'get-token', '--cluster-name', 'prod', '--output', 'json'],
    aws,
    /^k8s-aws-v1\./,
  ],
  [
    '/usr/local/bin/aws-iam-authenticator',
    ['token', '-i', 'prod'],
    { ...aws, AWS_REGION: 'eu-west-1' },
    /^k8s-aws-v1\./,
  ],
  ['gke-gcloud-auth-plugin', [], { CLOUDSDK_AUTH_ACCESS_TOKEN: 'unique-given' }, /^unique-given$/],
  ['kubelogin.exe', kubelogin, azure, /^unique-token$/],
])('%s is replaced when it is missing', async (command, args, env, token) => {
  const ports = cloud(env)
  const credentials = execCredentials(
    { apiVersion: 'client.authentication.k8s.io/v1beta1', command, args },
    { server: 'https://x' },
    {
      now: ports.now,
      mask: ports.mask,
      runPlugin: () => Promise.resolve({ kind: 'missing' }),
      builtIn: (name, words, own) => builtInPlugin({ command: name, args: words, env: own }, ports),
    },
  )
  expect((await credentials()).token).toMatch(token)
})

test("kubelogin's own client id for people is not taken for ours; the server's application is", async () => {
  const ports = cloud(azure)
  await builtInPlugin({ command: 'kubelogin', args: kubelogin, env: {} }, ports)?.()
  const form = new URLSearchParams(ports.sent[0]?.body)
  expect([form.get('client_id'), form.get('scope')]).toEqual(['app', 'server-app/.default'])
})

test("the plugin's own environment counts", async () => {
  const call = { command: 'aws', args: ['eks', 'get-token', '--cluster-name', 'c'], env: { AWS_REGION: 'cn-north-1' } }
  const token = (await builtInPlugin(call, cloud(aws))?.())?.token ?? ''
  expect(Buffer.from(token.slice(11), 'base64url').toString()).toContain('sts.cn-north-1.amazonaws.com.cn')
})

test('other programs, and other uses of these, are not replaced', () => {
  for (const [command, ...args] of [['my-plugin'], ['aws', 's3', 'ls'], ['kubelogin', 'convert-kubeconfig']])
    expect(builtInPlugin({ command: command ?? '', args, env: {} }, cloud({}))).toBeUndefined()
})

test('a region that nobody names is a problem', async () => {
  const call = { command: 'aws', args: ['eks', 'get-token', '--cluster-name=c'], env: {} }
  const problem = await problemOf(builtInPlugin(call, cloud(aws))?.() ?? Promise.resolve())
  expect(problem?.code).toBe('connect/aws-region')
})
