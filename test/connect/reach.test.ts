import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import type { Connection } from '../../src/connect/connection.ts'
import { reachSteps } from '../../src/connect/reach.ts'

const { certificatePem, privateKeyPem } = JSON.parse(readFileSync('test/vectors/azure.json', 'utf8'))

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}
const tls = () => portOf(createTlsServer({ cert: certificatePem, key: privateKeyPem }))
const to = (server: string, over: Partial<Connection> = {}): Connection => ({
  server,
  ...over,
  credentials: () => Promise.resolve({}),
  describe: () => server,
})
const told = async (connection: Connection, env = {}) =>
  (await reachSteps(connection, env)).map(({ step, isOk, detail }) => `${isOk ? 'ok' : 'no'} ${step}: ${detail}`)

test('a certificate of an unknown authority is found by its step', async () => {
  const port = await tls()
  expect(await told(to(`https://127.0.0.1:${port}`))).toEqual([
    'ok name: 127.0.0.1 is 127.0.0.1',
    `ok port: 127.0.0.1:${port} answers`,
    'no certificate: it is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)',
  ])
})

test('a certificate of another name is found, too', async () => {
  const port = await tls()
  const steps = await told(to(`https://127.0.0.1:${port}`, { ca: certificatePem, tlsServerName: 'other.example.test' }))
  expect(steps.at(-1)).toBe('no certificate: it is not trusted (ERR_TLS_CERT_ALTNAME_INVALID)')
})

test('a certificate that is not to be checked is said to be so', async () => {
  const port = await tls()
  const steps = await told(to(`https://127.0.0.1:${port}`, { insecureSkipTlsVerify: true }))
  expect(steps.at(-1)).toContain('not checked')
})

test('a port that nobody listens on ends the steps', async () => {
  const server = createServer()
  const port = await portOf(server)
  server.close()
  expect(await told(to(`https://127.0.0.1:${port}`))).toEqual([
    'ok name: 127.0.0.1 is 127.0.0.1',
    `no port: 127.0.0.1:${port} does not answer (ECONNREFUSED)`,
  ])
})

test('plain HTTP has no certificate', async () => {
  const port = await portOf(createServer())
  expect((await told(to(`http://127.0.0.1:${port}`))).at(-1)).toContain('plain HTTP')
})

test('behind a proxy only the proxy is known, without its password', async () => {
  expect(
    await told(to('https://x.example.test'), { HTTPS_PROXY: 'http://user:unique-secret@proxy.test:3128' }),
  ).toEqual(['ok proxy: through proxy.test:3128'])
})

test('a server that no proxy is for is looked at step by step', async () => {
  const port = await portOf(createServer())
  const env = { HTTP_PROXY: 'http://proxy.test:3128', HTTPS_PROXY: 'http://proxy.test:3128' }
  expect((await told(to(`http://127.0.0.1:${port}`), env)).map((step) => step.split(':')[0])).toEqual([
    'ok name',
    'ok port',
    'ok certificate',
  ])
})
