import { connect } from 'node:http2'
import type { Address } from './addresses.ts'

const PATH = '/grpc.health.v1.Health/Check'
const STATUSES = ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN']
const SERVING = 1
const UNIMPLEMENTED = 12
const NOT_FOUND = 5

/** Asks a server about its health as gRPC defines it; answers what is wrong, in the words of a kubelet. */
export function checkGrpc({ host, port }: Address, service: string, timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const session = connect(`http://${host}:${port}`)
    const end = (fault: string | undefined) => {
      clearTimeout(timer)
      session.destroy()
      resolve(fault)
    }
    const late = () => {
      const what = isConnected ? 'health rpc did not complete' : `failed to connect service "${host}:${port}"`
      end(`timeout: ${what} within ${timeoutMs / 1000}s`)
    }
    const timer = setTimeout(late, timeoutMs)
    let isConnected = false
    session.on('connect', () => {
      isConnected = true
    })
    const failed = ({ message }: Error) => {
      const what = isConnected ? 'error: health rpc failed' : `failed to connect service "${host}:${port}"`
      end(`${what}: ${message}`)
    }
    session.on('error', failed)
    const stream = session.request({
      ':method': 'POST',
      ':path': PATH,
      'content-type': 'application/grpc',
      te: 'trailers',
      'user-agent': 'kube-probe/1.36',
    })
    const chunks: Buffer[] = []
    let code = 0
    const hear = (headers: Readonly<Record<string, unknown>>) => {
      if (headers['grpc-status'] !== undefined) code = Number(headers['grpc-status'])
    }
    stream.on('response', hear)
    stream.on('trailers', hear)
    stream.on('data', (chunk: Buffer) => void chunks.push(chunk))
    stream.on('error', failed)
    stream.on('end', () => end(code === 0 ? faultOf(Buffer.concat(chunks)) : refusal(code, service)))
    stream.end(question(service))
  })
}

/** A message with the name of the service, in a frame of its own. */
function question(service: string): Buffer {
  const name = Buffer.from(service)
  const message = name.length === 0 ? name : Buffer.concat([Buffer.from([0x0a]), varint(name.length), name])
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

function varint(value: number): Buffer {
  return value < 0x80 ? Buffer.from([value]) : Buffer.from([(value & 0x7f) | 0x80, value >> 7])
}

function faultOf(frame: Buffer): string | undefined {
  const message = frame.subarray(5)
  const status = message[0] === 0x08 ? (message[1] ?? 0) : 0
  return status === SERVING ? undefined : `service unhealthy (responded with "${STATUSES[status] ?? status}")`
}

function refusal(code: number, service: string): string {
  if (code === UNIMPLEMENTED)
    return 'error: this server does not implement the grpc health protocol (grpc.health.v1.Health)'
  return code === NOT_FOUND
    ? `error: the server knows no service "${service}"`
    : `error: health rpc failed with code ${code}`
}
