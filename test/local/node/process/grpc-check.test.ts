import { once } from 'node:events'
import { createServer } from 'node:http2'
import { connect, createServer as createTcp } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Address } from '../../../../src/local/node/process/addresses.ts'
import { checkGrpc } from '../../../../src/local/node/process/grpc-check.ts'

/** A server of health: `serving`, `down` and whatever the code says; tells which service it was asked for. */
async function health(asked: string[] = []): Promise<Address> {
  const server = createServer()
  server.on('stream', (stream) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
    stream.on('end', () => {
      const name = Buffer.concat(chunks).subarray(7).toString()
      asked.push(name)
      const code = /^\d+$/.test(name) ? name : '0'
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': code }))
      stream.end(Buffer.from([0, 0, 0, 0, 2, 0x08, name === 'down' ? 2 : 1]))
    })
  })
  return listening(server)
}

async function listening(server: ReturnType<typeof createServer> | ReturnType<typeof createTcp>): Promise<Address> {
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const at = server.address()
  return { host: '127.0.0.1', port: typeof at === 'object' && at !== null ? at.port : 0 }
}

test.each([
  ['', undefined],
  ['serving', undefined],
  ['down', 'service unhealthy (responded with "NOT_SERVING")'],
  ['12', 'error: this server does not implement the grpc health protocol (grpc.health.v1.Health)'],
  ['5', 'error: the server knows no service "5"'],
  ['13', 'error: health rpc failed with code 13'],
])('the health of "%s" is told', async (service, fault) => {
  const asked: string[] = []
  expect(await checkGrpc(await health(asked), service, 5000)).toBe(fault)
  expect(asked).toEqual([service])
})

test('a port where nobody listens, and a server that says nothing', async () => {
  expect(await checkGrpc({ host: '127.0.0.1', port: 1 }, '', 5000)).toContain('ECONNREFUSED')
  const silent = createTcp((socket) => onTestFinished(() => void socket.destroy()))
  const address = await listening(silent)
  await once(connect(address.port, address.host).end(), 'connect')
  expect(await checkGrpc(address, '', 20)).toMatch(/^timeout: .* within 0.02s$/)
})
