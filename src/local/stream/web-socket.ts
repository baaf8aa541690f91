import { createHash } from 'node:crypto'
import type { Duplex } from 'node:stream'

/** The server's end of a WebSocket. */
export interface WebSocketPeer {
  /** False when the other end does not keep up; `onDrain` tells when it does again. */
  send(bytes: Uint8Array): boolean
  close(): void
}

/** What happens on a WebSocket. */
export interface WebSocketEvents {
  readonly onMessage: (bytes: Buffer) => void
  readonly onClose: () => void
  readonly onDrain?: () => void
}

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const BINARY = 0x2
const CLOSE = 0x8
const PING = 0x9
const PONG = 0xa
const NORMAL = 1000
const MESSAGE_LIMIT = 32 * 1024 * 1024

/** Answers the handshake, and speaks RFC 6455 from then on. */
export function acceptWebSocket(
  socket: Duplex,
  given: { readonly key: string; readonly protocol: string; readonly head: Buffer },
  events: WebSocketEvents,
): WebSocketPeer {
  const accept = createHash('sha1').update(`${given.key}${MAGIC}`).digest('base64')
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    `Sec-WebSocket-Protocol: ${given.protocol}`,
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  const parts: Buffer[] = []
  let isClosed = false
  const close = () => {
    if (isClosed) return
    isClosed = true
    const code = Buffer.alloc(2)
    code.writeUInt16BE(NORMAL)
    if (socket.writable) socket.end(frame(CLOSE, code))
    events.onClose()
  }
  const read = frameReader((opcode, isLast, payload) => {
    if (opcode === CLOSE) return close()
    if (opcode === PING) return void socket.write(frame(PONG, payload))
    if (opcode === PONG) return
    parts.push(payload)
    if (isLast) events.onMessage(Buffer.concat(parts.splice(0)))
  })
  socket.on('data', (bytes: Buffer) => {
    if (!isClosed && !read(bytes)) close()
  })
  socket.on('drain', () => events.onDrain?.())
  socket.on('error', close)
  // Sockets of an upgrade stay half open by themselves.
  socket.on('end', close)
  socket.on('close', close)
  if (given.head.length > 0) socket.unshift(given.head)
  return { send: (bytes) => isClosed || socket.write(frame(BINARY, bytes)), close }
}

/** Takes bytes as they come and calls back with each frame; false when they are no WebSocket. */
export function frameReader(
  onFrame: (opcode: number, isLast: boolean, payload: Buffer) => void,
): (bytes: Buffer) => boolean {
  let rest: Buffer = Buffer.alloc(0)
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    for (;;) {
      if (rest.length < 2) return true
      const [first = 0, second = 0] = rest
      const short = second & 0x7f
      const extra = short === 126 ? 2 : short === 127 ? 8 : 0
      const isMasked = (second & 0x80) !== 0
      const start = 2 + extra + (isMasked ? 4 : 0)
      if (rest.length < start) return true
      const length = extra === 2 ? rest.readUInt16BE(2) : extra === 8 ? Number(rest.readBigUInt64BE(2)) : short
      if (!isMasked || length > MESSAGE_LIMIT) return false
      if (rest.length < start + length) return true
      const payload = Buffer.from(rest.subarray(start, start + length))
      for (let index = 0; index < length; index++)
        payload[index] = (payload[index] ?? 0) ^ (rest[start - 4 + (index & 3)] ?? 0)
      rest = rest.subarray(start + length)
      onFrame(first & 0x0f, (first & 0x80) !== 0, payload)
    }
  }
}

function frame(opcode: number, payload: Uint8Array): Buffer {
  const { length } = payload
  const head = Buffer.alloc(length < 126 ? 2 : length < 0x10000 ? 4 : 10)
  head[0] = 0x80 | opcode
  if (length < 126) head[1] = length
  else if (length < 0x10000) {
    head[1] = 126
    head.writeUInt16BE(length, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(length), 2)
  }
  return Buffer.concat([head, payload])
}
