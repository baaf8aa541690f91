import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { json } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { httpsTransport } from '../../src/cluster/https-transport.ts'

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a proxy that takes a connection and says nothing ends at the deadline too', async () => {
  const sockets: Duplex[] = []
  const proxy = createServer().on('connect', (_request, socket: Duplex) => sockets.push(socket))
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void proxy.close())
  const proxyUrl = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const server = 'https://k8s.example.test'
  const transport = httpsTransport({ server, proxyUrl, credentials: () => Promise.resolve({}) })
  const answer = transport.send({ method: 'GET', path: '/', headers: {}, timeoutMs: 30 })
  await expect(answer).rejects.toMatchObject({ code: 'ETIMEDOUT' })
  await transport.close()
  await expect.poll(() => sockets.every(({ destroyed, readableEnded }) => destroyed || readableEnded)).toBe(true)
})

test('headers of a connection go with every request, one line for each value, whatever the request says', async () => {
  const server = await serving(({ headersDistinct }, response) => response.end(JSON.stringify(headersDistinct)))
  const headers = { 'Impersonate-User': [Buffer.from('zoë').toString('latin1')], 'Impersonate-Group': ['ml', 'ops'] }
  const transport = httpsTransport({ server, headers, credentials: () => Promise.resolve({ token: 't' }) })
  const own = { 'impersonate-user': 'another', accept: 'application/json' }
  const answer = await transport.send({ method: 'GET', path: '/', headers: own })
  const seen = JSON.parse(JSON.stringify(await json(answer.body)))
  await transport.close()
  expect(seen).toMatchObject({
    authorization: ['Bearer t'],
    accept: ['application/json'],
    'impersonate-group': ['ml', 'ops'],
  })
  expect(seen['impersonate-user'].map((name: string) => Buffer.from(name, 'latin1').toString())).toEqual(['zoë'])
})
