import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { forwardPorts } from '../../../src/local/stream/forward-ports.ts'
import type { SpdyStream } from '../../../src/local/stream/spdy-session.ts'

/** A stream that notes what is written to it. */
function noted(headers: Readonly<Record<string, string>>) {
  const said: string[] = []
  const stream: SpdyStream = {
    headers,
    onData: () => {},
    onEnd: () => {},
    write: (bytes) => said.push(Buffer.from(bytes).toString()) > 0,
    end: () => void said.push('<end>'),
  }
  return { stream, said }
}

/** The two streams of one connection to that port. */
function pair(port: number) {
  const forward = forwardPorts({
    kind: 'forward',
    pod: 'one',
    reach: (wanted) => ({ host: '127.0.0.1', port: wanted }),
  })
  const headers = { port: String(port), requestid: '0' }
  const [error, data] = [noted({ ...headers, streamtype: 'error' }), noted({ ...headers, streamtype: 'data' })]
  forward(error.stream)
  forward(data.stream)
  return { error, data }
}

test('data goes to the port and back, and the end too', async () => {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (bytes) => socket.write(`you said ${bytes}`))
    socket.on('end', () => socket.end())
  })
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const at = server.address()
  const { error, data } = pair(typeof at === 'object' && at !== null ? at.port : 0)
  data.stream.onData(Buffer.from('hello'))
  await vi.waitUntil(() => data.said.length === 1)
  data.stream.onEnd()
  await vi.waitUntil(() => data.said.length === 2)
  expect([data.said, error.said]).toEqual([['you said hello', '<end>'], ['<end>']])
})

test('what cannot be reached is told on the stream of errors', async () => {
  const { error, data } = pair(1)
  await vi.waitUntil(() => data.said.length > 0)
  expect(error.said[0]).toMatch(/^error forwarding port 1 to pod one: .*ECONNREFUSED/)
  expect([error.said.at(-1), data.said]).toEqual(['<end>', ['<end>']])
})
