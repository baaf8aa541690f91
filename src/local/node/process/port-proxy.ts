import { connect, createServer, type Socket } from 'node:net'
import type { Address } from './addresses.ts'

/** A listener that passes connections on. */
export interface PortProxy {
  /** Where it listens; undefined until it does, and when it cannot. */
  readonly at: Address | undefined
  close(): void
}

/** What a proxy is made of. */
export interface PortProxyOptions {
  /** Where to listen; when the port cannot be had, on any free one. */
  readonly wanted: Address
  /** Ready endpoints, asked for each connection. */
  readonly endpoints: () => readonly Address[]
  readonly onListening: (at: Address) => void
}

/** Passes each connection on to the next ready endpoint; one that refuses is passed over. */
export function portProxy({ wanted, endpoints, onListening }: PortProxyOptions): PortProxy {
  const open = new Set<Socket>()
  let turn = 0
  let at: Address | undefined
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    track(open, client)
    const all = endpoints()
    const first = all.length === 0 ? 0 : turn++ % all.length
    passOn(client, [...all.slice(first), ...all.slice(0, first)], (socket) => track(open, socket))
  })
  server.on('listening', () => {
    const address = server.address()
    if (typeof address !== 'object' || address === null) return
    at = { host: address.address, port: address.port }
    onListening(at)
  })
  // A port below 1024, or one that another program has: any other does, and readers of the hosts file find it.
  server.once('error', () => {
    server.on('error', () => {})
    server.listen(0, wanted.host)
  })
  server.listen(wanted.port, wanted.host)
  return {
    get at() {
      return at
    },
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

function track(open: Set<Socket>, socket: Socket): void {
  open.add(socket)
  socket.once('close', () => open.delete(socket))
}

function passOn(client: Socket, targets: readonly Address[], onSocket: (socket: Socket) => void): void {
  const [target, ...others] = targets
  if (target === undefined) {
    client.resetAndDestroy()
    return
  }
  const socket = connect({ ...target, allowHalfOpen: true })
  onSocket(socket)
  const refused = () => passOn(client, others, onSocket)
  socket.once('error', refused)
  client.on('error', () => socket.destroy())
  socket.once('connect', () => {
    socket.off('error', refused)
    socket.on('error', () => client.destroy())
    client.on('close', () => socket.destroy())
    socket.on('close', () => client.destroy())
    client.pipe(socket)
    socket.pipe(client)
    client.resume()
  })
}
