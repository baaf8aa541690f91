import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Checked, check, portNumber } from '../../../../src/local/node/process/probe-check.ts'

async function target(status: number | 'silent'): Promise<Checked> {
  const server = createServer((request, response) => {
    if (status === 'silent') return
    response.writeHead(request.headers['x-key'] === 'let me in' ? 204 : status).end(request.url)
  })
  server.listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    reach: (wanted) => ({ host: '127.0.0.1', port: wanted === 'none' ? 1 : port }),
    run: async ([code]) => ({ code: Number(code), output: code === '2' ? 'said why' : '' }),
  }
}

test('HTTP from 200 to 399 is good, anything else is told with its status', async () => {
  const http = { httpGet: { path: 'x', port: 1 } }
  expect(await check(http, await target(302), 5000)).toBeUndefined()
  expect(await check(http, await target(503), 5000)).toBe('HTTP probe failed with statuscode: 503')
  const httpHeaders = [{ name: 'X-Key', value: 'let me in' }]
  expect(await check({ httpGet: { port: 1, httpHeaders } }, await target(403), 5000)).toBeUndefined()
})

test('refused and silent ports are told as a kubelet does', async () => {
  expect(await check({ httpGet: { port: 'none' } }, await target(200), 5000)).toBe(
    'Get "http://127.0.0.1:1/": dial tcp 127.0.0.1:1: connect: connection refused',
  )
  expect(await check({ httpGet: { port: 1 } }, await target('silent'), 20)).toContain('context deadline exceeded')
  expect(await check({ tcpSocket: { port: 'none' } }, await target(200), 5000)).toContain('connection refused')
})

test('TCP is good when somebody listens, a command when it ends with 0', async () => {
  const open = await target(200)
  expect(await check({ tcpSocket: { port: 1 } }, open, 5000)).toBeUndefined()
  expect(await check({ exec: { command: ['0'] } }, open, 5000)).toBeUndefined()
  expect(await check({ exec: { command: ['2'] } }, open, 5000)).toBe('said why')
  expect(await check({ exec: { command: ['3'] } }, open, 5000)).toBe('command exited with code 3')
  expect(await check({ other: { port: 1 } }, open, 5000)).toContain('no such probe')
  expect(await check({ grpc: { port: 'none' } }, open, 5000)).toContain('failed to connect service')
})

test('ports may be named', () => {
  const spec = { ports: [{ name: 'http', containerPort: 8000 }] }
  expect([portNumber(spec, 'http'), portNumber(spec, 81), portNumber(spec, '82')]).toEqual([8000, 81, 82])
})
