import { connect } from 'node:net'
import type { OpenedForward } from '../contract.ts'
import type { SpdyStream } from './spdy-session.ts'

/** Has the pairs of streams that a client opens, one for data and one for errors, lead to the ports of a pod. */
export function forwardPorts({ pod, reach }: OpenedForward): (stream: SpdyStream) => void {
  const errors = new Map<string, SpdyStream>()
  return (stream) => {
    const { streamtype, port = '', requestid = '' } = stream.headers
    if (streamtype === 'error') return void errors.set(requestid, stream)
    const error = errors.get(requestid)
    errors.delete(requestid)
    const address = reach(Number(port))
    const failed = (why: string) => {
      error?.write(Buffer.from(`error forwarding port ${port} to pod ${pod}: ${why}`))
      error?.end()
      stream.end()
    }
    if (address === undefined) return failed('the pod has no address')
    const socket = connect({ ...address, allowHalfOpen: true })
    let isConnected = false
    socket.once('connect', () => {
      isConnected = true
    })
    socket.on('data', (bytes) => void stream.write(bytes))
    socket.once('error', ({ message }) => failed(message))
    socket.once('end', () => {
      if (isConnected) error?.end()
      stream.end()
    })
    stream.onData = (bytes) => void socket.write(bytes)
    stream.onEnd = () => void socket.end()
  }
}
