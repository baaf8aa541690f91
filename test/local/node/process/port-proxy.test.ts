import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import type { Address } from '../../../../src/local/node/process/addresses.ts'
import { portProxy } from '../../../../src/local/node/process/port-proxy.ts'

async function says(word: string): Promise<Address> {
  const server = createServer((socket) => socket.end(word))
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

async function closedPort(): Promise<Address> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return { host: '127.0.0.1', port }
}

async function proxyFor(endpoints: readonly Address[], port = 0): Promise<Address> {
  const { promise, resolve } = Promise.withResolvers<Address>()
  const wanted = { host: '127.0.0.1', port }
  const proxy = portProxy({ wanted, endpoints: () => endpoints, onListening: resolve })
  onTestFinished(() => proxy.close())
  return promise
}

const ask = (at: Address) => text(connect(at)).catch((error: NodeJS.ErrnoException) => error.code)

test('connections go round, past endpoints that refuse', async () => {
  const at = await proxyFor([await says('a'), await closedPort(), await says('b')])
  expect([await ask(at), await ask(at), await ask(at), await ask(at)]).toEqual(['a', 'b', 'b', 'a'])
})

test('without an endpoint the connection is reset', async () => {
  expect(await ask(await proxyFor([]))).toBe('ECONNRESET')
})

test('when the port is taken, another one does', async () => {
  const taken = await says('taken')
  const at = await proxyFor([await says('mine')], taken.port)
  expect(at.port).not.toBe(taken.port)
  expect(await ask(at)).toBe('mine')
})
