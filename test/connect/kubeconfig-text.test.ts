import { expect, test } from 'vitest'
import { plainYaml } from '../../src/config/plain-yaml.ts'
import type { Connection, Credentials } from '../../src/connect/connection.ts'
import { connectKubeconfig } from '../../src/connect/kubeconfig.ts'
import { kubeconfigText } from '../../src/connect/kubeconfig-text.ts'

const plain: Connection = {
  server: 'https://k8s.example.test/gateway',
  credentials: () => Promise.resolve({}),
  describe: () => 'a cluster',
}

const read = (text: string): Promise<Connection> =>
  connectKubeconfig(
    { kubeconfig: text, env: {} },
    {
      now: Date.now,
      mask: () => undefined,
      parseYaml: async (text) => plainYaml(text),
      runPlugin: () => Promise.resolve({ kind: 'missing' }),
    },
  )

test.each<[string, Partial<Connection>, Credentials]>([
  ['a token', {}, { token: 'unique-token' }],
  ['an authority, a name and a namespace', { ca: 'CA PEM', tlsServerName: 'k8s', namespace: 'ml' }, { token: 't' }],
  ['a proxy', { proxyUrl: 'http://proxy.example.test:3128' }, { token: 't' }],
  ['no check of the certificate', { insecureSkipTlsVerify: true }, { token: 't' }],
  [
    'whom it acts as',
    {
      impersonation: { as: 'ada', uid: '7', groups: ['a', 'b'], extra: { scopes: ['x'] } },
      headers: {
        'Impersonate-User': ['ada'],
        'Impersonate-Uid': ['7'],
        'Impersonate-Group': ['a', 'b'],
        'Impersonate-Extra-scopes': ['x'],
      },
    },
    { token: 't' },
  ],
  ['a client certificate', {}, { clientCertificate: { cert: 'CERT', key: 'KEY' } }],
])('%s is read back as it was', async (_name, over, credentials) => {
  const { credentials: again, describe: _, ...rest } = await read(kubeconfigText({ ...plain, ...over }, credentials))
  expect(rest).toEqual({ server: plain.server, ...over })
  expect(await again()).toEqual(credentials)
})

test('the certificate of a local account stands there too', async () => {
  const clientCertificate = { cert: 'CERT', key: 'KEY' }
  const connection = await read(kubeconfigText({ ...plain, clientCertificate }, {}))
  expect(await connection.credentials()).toEqual({ clientCertificate })
})

test('programs are given the address at which they need send no token, where there is one', async () => {
  const connection = { ...plain, server: 'http://127.0.0.1:1', serverForPrograms: 'http://127.0.0.1:1/word' }
  expect((await read(kubeconfigText(connection, {}))).server).toBe('http://127.0.0.1:1/word')
})
