import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { sendWithRetry } from '../../src/connect/cloud-retry.ts'
import { nodeCloudPorts } from '../../src/connect/node-ports.ts'
import { problemOf } from '../builders-cloud.ts'

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.closeAllConnections())
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

const ports = (env: Readonly<Record<string, string>> = {}) => nodeCloudPorts(env, () => undefined)

test('method, headers and body arrive, and the answer comes back with lower-case header names', async () => {
  const url = await serving((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      response.writeHead(201, { 'X-Answer': 'yes' })
      response.end(JSON.stringify([request.method, request.url, request.headers['x-own'], body]))
    })
  })
  const answer = await ports().send({ method: 'POST', url: `${url}/a?b=c`, headers: { 'X-Own': '1' }, body: 'é' })
  expect(answer.status).toBe(201)
  expect(answer.headers['x-answer']).toBe('yes')
  expect(JSON.parse(answer.body)).toEqual(['POST', '/a?b=c', '1', 'é'])
})

test('addresses inside the machine are reached without the proxy of the environment', async () => {
  const url = await serving((_request, response) => response.end('direct'))
  const proxied = ports({ HTTP_PROXY: 'http://127.0.0.1:1', http_proxy: 'http://127.0.0.1:1' })
  expect((await proxied.send({ method: 'GET', url, headers: {} })).body).toBe('direct')
})

test('other addresses are reached through the proxy of the environment', async () => {
  const asked: string[] = []
  const proxy = await serving((request, response) => {
    asked.push(request.url ?? '')
    response.end('by proxy')
  })
  const proxied = ports({ HTTP_PROXY: proxy })
  expect((await proxied.send({ method: 'GET', url: 'http://cloud.example.test/x', headers: {} })).body).toBe('by proxy')
  expect(asked).toEqual(['http://cloud.example.test/x'])
})

test('silence ends at the deadline, and the problem names only the host', async () => {
  const url = await serving(() => undefined)
  const request = { method: 'GET', url: `${url}/?X-Amz-Signature=unique-secret`, headers: {}, timeoutMs: 30 } as const
  const problem = await problemOf(ports().send(request))
  expect(problem?.code).toBe('connect/unreachable')
  expect(problem?.message).toContain('no answer in time')
  expect(JSON.stringify(problem)).not.toContain('unique-secret')
})

test('a proxy that takes a connection and says nothing ends at the deadline too', async () => {
  const sockets: Duplex[] = []
  const proxy = createServer().on('connect', (_request, socket: Duplex) => sockets.push(socket))
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void proxy.close())
  const HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const request = { method: 'GET', url: 'https://cloud.example.test/', headers: {}, timeoutMs: 30 } as const
  const problem = await problemOf(ports({ HTTPS_PROXY }).send(request))
  expect(problem?.message).toBe('cloud.example.test cannot be reached: no answer in time')
  await expect.poll(() => sockets.every(({ destroyed, readableEnded }) => destroyed || readableEnded)).toBe(true)
})

test('a connection that is cut is known as a passing trouble', async () => {
  let count = 0
  const url = await serving((request, response) => {
    if (++count === 1) request.socket.destroy()
    else response.end('after all')
  })
  const patient = { ...ports(), sleep: () => Promise.resolve() }
  const answer = await sendWithRetry(patient, () => ({ method: 'GET', url, headers: {} }))
  expect(answer.body).toBe('after all')
})

test('programs run without a shell, with their own environment, and what they print on failure is not told', async () => {
  const node = process.execPath
  const own = { SAYS: '$(echo no)' }
  const output = await ports().run(
    node,
    ['-e', 'process.stdout.write(process.env.SAYS + process.argv[1])', '; ls'],
    own,
  )
  expect(output).toBe('$(echo no); ls')
  const failing = ports().run(node, ['-e', 'console.error("unique-secret"); process.exit(3)'], {})
  expect((await problemOf(failing))?.message).toBe(`the program "${node}" failed (3)`)
  expect((await problemOf(ports().run('no-such-program-here', [], {})))?.message).toContain('is not installed')
})

test('files that are not there are undefined, and identity tokens are there only in CI', async () => {
  expect(await ports().readFile('/no/such/file')).toBeUndefined()
  expect(ports().identityToken).toBeUndefined()
  const github = { ACTIONS_ID_TOKEN_REQUEST_URL: 'http://x', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'y' }
  expect(ports(github).identityToken).toBeDefined()
})
