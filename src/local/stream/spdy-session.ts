import { constants, createDeflate, createInflate } from 'node:zlib'
import { spdyDictionary } from './spdy-dictionary.ts'

/** One stream of a SPDY connection, as the server sees it. */
export interface SpdyStream {
  readonly headers: Readonly<Record<string, string>>
  onData: (bytes: Buffer) => void
  /** The other end sends no more, or has gone. */
  onEnd: () => void
  write(bytes: Uint8Array): boolean
  end(): void
}

/** A SPDY/3.1 connection. */
export interface SpdySession {
  /** Takes what came from the other end. */
  feed(bytes: Buffer): void
  /** The connection is over. */
  over(): void
}

/** Where its bytes go and who is told of its streams. */
export interface SpdyOptions {
  readonly write: (bytes: Uint8Array) => boolean
  readonly onStream: (stream: SpdyStream) => void
}

const SYN_STREAM = 1
const SYN_REPLY = 2
const RST_STREAM = 3
const PING = 6
const FIN = 1
const HEAD = 8
const CONTROL = 0x8003

/** Speaks as much of SPDY/3.1 as forwarding of ports needs: streams that the client opens, data, pings. */
export function spdySession({ write, onStream }: SpdyOptions): SpdySession {
  const dictionary = spdyDictionary()
  const settings = { dictionary, flush: constants.Z_SYNC_FLUSH }
  const [inflate, deflate] = [stepwise(createInflate(settings)), stepwise(createDeflate(settings))]
  const streams = new Map<number, SpdyStream>()
  let rest: Buffer = Buffer.alloc(0)
  // One frame after the other: the compression of headers goes through the whole connection.
  let work = Promise.resolve()

  function feed(bytes: Buffer): void {
    rest = Buffer.concat([rest, bytes])
    while (rest.length >= HEAD) {
      const length = rest.readUIntBE(5, 3)
      if (rest.length < HEAD + length) return
      const frame = rest.subarray(0, HEAD + length)
      rest = rest.subarray(HEAD + length)
      work = work.then(() => take(frame)).catch(over)
    }
  }

  async function take(frame: Buffer): Promise<void> {
    const payload = frame.subarray(HEAD)
    const isFinal = ((frame[4] ?? 0) & FIN) !== 0
    if (((frame[0] ?? 0) & 0x80) === 0) return data(frame.readUInt32BE(0), payload, isFinal)
    const type = frame.readUInt16BE(2)
    if (type === PING) write(frame)
    else if (type === RST_STREAM) gone(payload.readUInt32BE(0) & 0x7fffffff)
    else if (type === SYN_STREAM) await opened(payload, isFinal)
  }

  async function opened(payload: Buffer, isFinal: boolean): Promise<void> {
    const id = payload.readUInt32BE(0) & 0x7fffffff
    const headers = headersIn(await inflate(payload.subarray(10)))
    const stream: SpdyStream = {
      headers,
      onData: () => {},
      onEnd: () => {},
      write: (bytes) => write(dataFrame(id, 0, bytes)),
      end: () => void write(dataFrame(id, FIN, new Uint8Array(0))),
    }
    streams.set(id, stream)
    const number = Buffer.alloc(4)
    number.writeUInt32BE(id)
    write(controlFrame(SYN_REPLY, Buffer.concat([number, await deflate(Buffer.alloc(4))])))
    onStream(stream)
    if (isFinal) gone(id)
  }

  function data(id: number, payload: Buffer, isFinal: boolean): void {
    if (payload.length > 0) streams.get(id)?.onData(payload)
    if (isFinal) gone(id)
  }

  function gone(id: number): void {
    streams.get(id)?.onEnd()
    streams.delete(id)
  }

  function over(): void {
    for (const id of streams.keys()) gone(id)
  }

  return { feed, over }
}

/** Puts one piece after the other through a transformation; each answer is what that piece became. */
function stepwise(stream: ReturnType<typeof createInflate> | ReturnType<typeof createDeflate>) {
  return (piece: Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      stream.once('error', reject)
      stream.write(piece, () => {
        const chunks: Buffer[] = []
        for (let chunk: unknown = stream.read(); Buffer.isBuffer(chunk); chunk = stream.read()) chunks.push(chunk)
        stream.off('error', reject)
        resolve(Buffer.concat(chunks))
      })
    })
}

/** Names and values with their lengths in front; names are in lower case. */
function headersIn(block: Buffer): Record<string, string> {
  let position = 4
  const text = () => {
    const length = block.readUInt32BE(position)
    position += 4 + length
    return block.subarray(position - length, position).toString()
  }
  const count = block.readUInt32BE(0)
  return Object.fromEntries(Array.from({ length: count }, () => [text().toLowerCase(), text()]))
}

function dataFrame(id: number, flags: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(HEAD)
  head.writeUInt32BE(id)
  head[4] = flags
  head.writeUIntBE(payload.length, 5, 3)
  return Buffer.concat([head, payload])
}

function controlFrame(type: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD)
  head.writeUInt16BE(CONTROL)
  head.writeUInt16BE(type, 2)
  head.writeUIntBE(payload.length, 5, 3)
  return Buffer.concat([head, payload])
}
