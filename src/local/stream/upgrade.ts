import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ApiRequest, ApiResponse } from '../../cluster/transport.ts'
import { badRequest } from '../api/fault.ts'
import { faultAnswer } from '../api/http/respond.ts'
import type { LocalApi, Opened, OpenedForward } from '../contract.ts'
import { COMMAND_PROTOCOLS, commandChannels } from './command-channels.ts'
import { forwardPorts } from './forward-ports.ts'
import { spdySession } from './spdy-session.ts'
import { acceptWebSocket, type WebSocketPeer } from './web-socket.ts'

const FORWARD = 'portforward.k8s.io'
const TUNNEL = `SPDY/3.1+${FORWARD}`

/** Answers a request to go on with another protocol: a command in a container over a WebSocket, ports of a pod over SPDY. */
export async function answerUpgrade(
  api: LocalApi,
  request: ApiRequest,
  { socket, head }: { readonly socket: Duplex; readonly head: Buffer },
): Promise<void> {
  socket.on('error', () => socket.destroy())
  try {
    const opened = await api.open(request)
    const go = wayOf(opened, request.headers)
    if (go === undefined) throw badRequest('unable to upgrade: none of the protocols asked for is known')
    go(socket, head)
  } catch (error) {
    await refuse(socket, faultAnswer(error))
  }
}

/** Whether the request wants to go on with another protocol. */
export function isUpgrade({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.upgrade !== undefined
}

type Go = (socket: Duplex, head: Buffer) => void

function wayOf(opened: Opened, headers: Readonly<Record<string, string>>): Go | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
  const key = headers['sec-websocket-key'] ?? ''
  if (opened.kind === 'command') {
    const protocol = COMMAND_PROTOCOLS.find((name) => offered.includes(name))
    if (protocol === undefined) return undefined
    return (socket, head) => {
      const late: { peer?: WebSocketPeer } = {}
      const peer = () => late.peer ?? { send: () => true, close: () => {} }
      late.peer = acceptWebSocket(socket, { key, protocol, head }, commandChannels(opened, peer))
    }
  }
  if (offered.includes(TUNNEL)) return (socket, head) => tunnel(opened, socket, { key, protocol: TUNNEL, head })
  return headers['upgrade']?.toLowerCase() === 'spdy/3.1' ? (socket, head) => plain(opened, socket, head) : undefined
}

function tunnel(opened: OpenedForward, socket: Duplex, given: Parameters<typeof acceptWebSocket>[1]): void {
  const session = spdySession({ write: (bytes) => peer.send(bytes), onStream: forwardPorts(opened) })
  const peer = acceptWebSocket(socket, given, { onMessage: session.feed, onClose: session.over })
}

function plain(opened: OpenedForward, socket: Duplex, head: Buffer): void {
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: SPDY/3.1', 'Connection: Upgrade']
  socket.write(`${[...lines, `X-Stream-Protocol-Version: ${FORWARD}`].join('\r\n')}\r\n\r\n`)
  const session = spdySession({ write: (bytes) => socket.write(bytes), onStream: forwardPorts(opened) })
  socket.on('data', session.feed)
  socket.on('end', () => socket.end())
  socket.on('close', session.over)
  if (head.length > 0) session.feed(head)
}

async function refuse(socket: Duplex, { status, headers, body }: ApiResponse): Promise<void> {
  const lines = Object.entries({ ...headers, connection: 'close' }).map(([name, value]) => `${name}: ${value}`)
  socket.write(`HTTP/1.1 ${status} Refused\r\n${lines.join('\r\n')}\r\n\r\n`)
  for await (const bytes of body) socket.write(bytes)
  socket.end()
}
