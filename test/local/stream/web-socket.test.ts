import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { acceptWebSocket, frameReader } from '../../../src/local/stream/web-socket.ts'

const MASK = Buffer.from([1, 2, 3, 4])

/** A frame as a client writes it. */
function masked(opcode: number, text: string, isLast = true): Buffer {
  const payload = Buffer.from(text).map((byte, index) => byte ^ (MASK[index % 4] ?? 0))
  const { length } = payload
  const size = length < 126 ? Buffer.from([0x80 | length]) : Buffer.from([0x80 | 126, length >> 8, length & 0xff])
  return Buffer.concat([Buffer.from([(isLast ? 0x80 : 0) | opcode]), size, MASK, payload])
}

/** A socket that notes what is written to it. */
function socketFor(written: Buffer[]): Duplex {
  return new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk)
      done()
    },
  })
}

test.each([1, 7, 1000])('frames are found again in pieces of %i bytes', (size) => {
  const seen: string[] = []
  const read = frameReader((opcode, isLast, payload) => void seen.push(`${opcode} ${isLast} ${payload.length}`))
  const bytes = Buffer.concat([masked(2, 'short'), masked(2, 'x'.repeat(300), false), masked(0, '')])
  for (let at = 0; at < bytes.length; at += size) expect(read(bytes.subarray(at, at + size))).toBe(true)
  expect(seen).toEqual(['2 true 5', '2 false 300', '0 true 0'])
})

test('a frame without a mask is none of a client', () => {
  expect(frameReader(() => {})(Buffer.from([0x82, 1, 65]))).toBe(false)
})

test('the handshake is that of the RFC; messages come whole, pings are answered, an end is an end', async () => {
  const written: Buffer[] = []
  const socket = socketFor(written)
  const heard: string[] = []
  const peer = acceptWebSocket(
    socket,
    { key: 'dGhlIHNhbXBsZSBub25jZQ==', protocol: 'chat', head: masked(2, 'he', false) },
    { onMessage: (bytes) => void heard.push(bytes.toString()), onClose: () => void heard.push('closed') },
  )
  expect(String(written[0])).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
  socket.push(Buffer.concat([masked(0, 'llo'), masked(9, 'ping')]))
  await new Promise(setImmediate)
  peer.send(Buffer.from('you'))
  expect(written.slice(1).map((frame) => [frame[0], frame.subarray(2).toString()])).toEqual([
    [0x8a, 'ping'],
    [0x82, 'you'],
  ])
  socket.push(masked(8, ''))
  await new Promise(setImmediate)
  expect(heard).toEqual(['hello', 'closed'])
  expect(written.at(-1)?.subarray(2)).toEqual(Buffer.from([0x03, 0xe8]))
})
