import { randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { ApiResponse } from '../cluster/transport.ts'
import { methodNotAllowed } from './api/fault.ts'
import { faultAnswer } from './api/http/respond.ts'
import type { LocalApi } from './contract.ts'
import { answerUpgrade } from './stream/upgrade.ts'

/** Where to listen, and the token of the one who may do everything. */
export interface ServeOptions {
  /** 0 takes any free port. */
  readonly port?: number
  /** A new one is made when it is not given. */
  readonly token?: string
}

/** A listener on loopback. */
export interface LocalServer {
  readonly url: string
  readonly token: string
  close(): Promise<void>
}

/** A listener with TLS, for pods; it is there from the next turn of the event loop on. */
export interface PodListener {
  /** Undefined until it listens. */
  port(): number | undefined
  close(): Promise<void>
}

const BODY_LIMIT = 4 * 1024 * 1024
const SETTINGS = { keepAliveTimeout: 60_000, noDelay: true }

/**
 * Serves an API server over HTTP on loopback; tokens of service accounts are good as well. kubectl shows no token where
 * there is no TLS, so `URL/TOKEN` is a base path that is as good as the header.
 */
export async function serveLocalApi(api: LocalApi, options: ServeOptions = {}): Promise<LocalServer> {
  const token = options.token ?? randomBytes(24).toString('base64url')
  const server = createServer(SETTINGS, (incoming, outgoing) => {
    answer(api, token, incoming, outgoing).catch(() => outgoing.destroy())
  })
  const upgraded = upgrades(server, () => api, token)
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${portOf(server)}`, token, close: () => close(server, upgraded) }
}

/** Serves an API server with TLS on loopback, for tokens of service accounts only. */
export function serveForPods(api: () => LocalApi, tls: { readonly key: string; readonly cert: string }): PodListener {
  const server = createTlsServer({ ...SETTINGS, ...tls }, (incoming, outgoing) => {
    answer(api(), undefined, incoming, outgoing).catch(() => outgoing.destroy())
  })
  const upgraded = upgrades(server, api, undefined)
  server.listen(0, '127.0.0.1')
  return { port: () => portOf(server) || undefined, close: () => close(server, upgraded) }
}

function portOf(server: Pick<Server, 'address'>): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function close(server: Server | TlsServer, upgraded: ReadonlySet<Duplex>): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  for (const socket of upgraded) socket.destroy()
  await closed
}

/** Goes on in other protocols where that is asked for; the sockets that do so are the result, the server forgets them. */
function upgrades(server: Server | TlsServer, api: () => LocalApi, token: string | undefined): ReadonlySet<Duplex> {
  const upgraded = new Set<Duplex>()
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
    const { path, headers } = admitted(incoming, token)
    void answerUpgrade(api(), { method: 'GET', path, headers }, { socket, head })
  })
  return upgraded
}

/** The path without a token in it, and the headers without that of the one who may do everything. */
function admitted(incoming: IncomingMessage, token: string | undefined) {
  const url = incoming.url ?? '/'
  const isKnown = token !== undefined && isToken(`Bearer ${/^\/([^/?]*)/.exec(url)?.[1]}`, token)
  const path = isKnown ? url.slice(token.length + 1) || '/' : url
  const headers = headersOf(incoming, token)
  if (isKnown) delete headers['authorization']
  return { path, headers }
}

async function answer(
  api: LocalApi,
  token: string | undefined,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) gone.abort()
  })
  const body = await bodyOf(incoming)
  const method = METHODS.find((known) => known === (incoming.method === 'HEAD' ? 'GET' : incoming.method))
  if (method === undefined) return send(faultAnswer(methodNotAllowed()), outgoing)
  const { path, headers } = admitted(incoming, token)
  await send(await api.handle({ method, path, headers, body, signal: gone.signal }), outgoing)
}

// What is too long is cut: the API server refuses it by its length.
async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming) {
    if (!Buffer.isBuffer(chunk) || length > BODY_LIMIT) continue
    chunks.push(chunk)
    length += chunk.length
  }
  return Buffer.concat(chunks)
}

function headersOf(incoming: IncomingMessage, token: string | undefined): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(incoming.headers)) if (value !== undefined) headers[name] = String(value)
  const given = headers['authorization'] ?? ''
  // Without the header a request counts as one in process, which may do everything.
  if (token !== undefined && isToken(given, token)) delete headers['authorization']
  else headers['authorization'] = given
  return headers
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function isToken(given: string, token: string): boolean {
  const wanted = Buffer.from(`Bearer ${token}`)
  const found = Buffer.from(given)
  return wanted.length === found.length && timingSafeEqual(wanted, found)
}

async function send(answer: ApiResponse, outgoing: ServerResponse): Promise<void> {
  const { 'transfer-encoding': _, ...headers } = answer.headers
  outgoing.writeHead(answer.status, headers)
  outgoing.flushHeaders()
  const bytes = answer.body[Symbol.asyncIterator]()
  for (let next = await bytes.next(); next.done !== true; next = await bytes.next()) {
    if (outgoing.destroyed) break
    if (!outgoing.write(next.value)) await drained(outgoing)
  }
  await bytes.return?.()
  outgoing.end()
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done)
      outgoing.off('close', done)
      resolve()
    }
    outgoing.on('drain', done)
    outgoing.on('close', done)
  })
}
