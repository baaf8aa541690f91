import { constants, createDeflate } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { spdyDictionary } from '../../../src/local/stream/spdy-dictionary.ts'
import { type SpdyStream, spdySession } from '../../../src/local/stream/spdy-session.ts'

/** A client that opens streams. */
function client() {
  const deflate = createDeflate({ dictionary: spdyDictionary(), flush: constants.Z_SYNC_FLUSH })
  const number = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const text = (value: string) => Buffer.concat([number(value.length), Buffer.from(value)])
  const framed = (head: readonly number[], flags: number, payload: Buffer) =>
    Buffer.concat([Buffer.from(head), Buffer.from([flags]), number(payload.length).subarray(1), payload])
  return {
    async open(id: number, headers: Readonly<Record<string, string>>): Promise<Buffer> {
      const pairs = Object.entries(headers).flatMap(([name, value]) => [text(name), text(value)])
      const block = Buffer.concat([number(Object.keys(headers).length), ...pairs])
      const packed = await new Promise<Buffer>((resolve) => deflate.write(block, () => resolve(deflate.read())))
      return framed([0x80, 3, 0, 1], 0, Buffer.concat([number(id), number(0), Buffer.alloc(2), packed]))
    },
    data: (id: number, value: string, isLast = false) => framed([0, 0, 0, id], isLast ? 1 : 0, Buffer.from(value)),
    ping: framed([0x80, 3, 0, 6], 0, number(1)),
    reset: (id: number) => framed([0x80, 3, 0, 3], 0, Buffer.concat([number(id), number(5)])),
  }
}

test('streams are opened with their headers, carry data both ways, and end', async () => {
  const written: Buffer[] = []
  const heard: string[] = []
  const streams: SpdyStream[] = []
  const session = spdySession({
    write: (bytes) => written.push(Buffer.from(bytes)) > 0,
    onStream: (stream) => {
      streams.push(stream)
      heard.push(JSON.stringify(stream.headers))
      stream.onData = (bytes) => void heard.push(bytes.toString())
      stream.onEnd = () => void heard.push('end')
    },
  })
  const { open, data, ping, reset } = client()
  const all = [await open(1, { Port: '8000' }), await open(3, { port: '8001' }), data(1, 'hello', true), ping, reset(3)]
  for (const byte of Buffer.concat(all)) session.feed(Buffer.from([byte]))
  await vi.waitUntil(() => heard.length === 5)
  expect(heard).toEqual(['{"port":"8000"}', '{"port":"8001"}', 'hello', 'end', 'end'])
  streams[0]?.write(Buffer.from('you'))
  streams[0]?.end()
  const heads = written.map((frame) => frame.subarray(0, 5).toString('hex'))
  expect(heads).toEqual(['8003000200', '8003000200', '8003000600', '0000000100', '0000000101'])
  expect(written[3]?.subarray(8).toString()).toBe('you')
})

test('streams end with their connection', async () => {
  const heard: string[] = []
  const onStream = (stream: SpdyStream) => {
    heard.push('begin')
    stream.onEnd = () => void heard.push('end')
  }
  const session = spdySession({ write: () => true, onStream })
  session.feed(await client().open(1, {}))
  await vi.waitUntil(() => heard.length === 1)
  session.over()
  expect(heard).toEqual(['begin', 'end'])
})
