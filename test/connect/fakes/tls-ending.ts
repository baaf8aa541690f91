import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket } from 'node:tls'

/** Lets a server be a proxy that ends TLS: who goes through it takes it for the real hosts. Gives what closes it. */
export function endingTls(server: Server, tls?: { readonly key: string; readonly cert: string }): () => void {
  const sockets = new Set<Duplex>()
  server.on('connect', (_request, socket) => {
    sockets.add(socket)
    socket.once('error', () => socket.destroy())
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    const inner = new TLSSocket(socket as Socket, { isServer: true, ...tls })
    inner.once('error', () => inner.destroy())
    server.emit('connection', inner)
  })
  return () => {
    for (const socket of sockets) socket.destroy()
    server.closeAllConnections()
    server.close()
  }
}
