import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from 'node:http'
import { Agent, request as httpsRequest } from 'node:https'
import { createGunzip } from 'node:zlib'
import { discard } from './json-body.ts'
import { agentProxy, proxyFor } from './proxy.ts'
import type { ApiRequest, ApiResponse, Transport } from './transport.ts'

/** Who we are in one request. */
interface Identity {
  readonly token?: string
  readonly clientCertificate?: { readonly cert: string; readonly key: string }
}

/** Where the server is and how it is trusted; a Connection of `connect` fits. */
export interface Endpoint {
  readonly server: string
  readonly ca?: string
  readonly tlsServerName?: string
  readonly insecureSkipTlsVerify?: boolean
  readonly proxyUrl?: string
  readonly clientCertificate?: { readonly cert: string; readonly key: string }
  /** Sent with every request, whatever it is. */
  readonly headers?: Readonly<Record<string, readonly string[]>>
  credentials(renew?: boolean): Promise<Identity>
}

const keepAliveMs = 15_000
const connections = 64

/** Requests over keep-alive sockets; the token is asked for every request and renewed once after a 401. */
export function httpsTransport(endpoint: Endpoint, env: Readonly<Record<string, string | undefined>> = {}): Transport {
  const url = new URL(endpoint.server)
  const isTls = url.protocol === 'https:'
  const agent = agentFor(endpoint, endpoint.proxyUrl ?? proxyFor(url, env), isTls)
  const base = url.pathname.replace(/\/+$/, '')
  const once = async (request: ApiRequest, renew: boolean): Promise<ApiResponse> => {
    const identity = await endpoint.credentials(renew)
    const options: RequestOptions & { cert?: string; key?: string } = {
      agent,
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? (isTls ? 443 : 80) : url.port,
      method: request.method,
      path: `${base}${request.path}`,
      headers: headersOf(request, identity, endpoint.headers),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      ...(identity.clientCertificate ?? endpoint.clientCertificate),
    }
    return exchange(isTls, options, request)
  }
  return {
    send: async (request) => {
      const response = await once(request, false)
      if (response.status !== 401) return response
      await discard(response)
      return once(request, true)
    },
    close: () => {
      agent.destroy()
      return Promise.resolve()
    },
  }
}

function agentFor(endpoint: Endpoint, proxy: string | undefined, isTls: boolean): Agent | HttpAgent {
  const common = {
    keepAlive: true,
    keepAliveMsecs: keepAliveMs,
    maxSockets: Number.POSITIVE_INFINITY,
    maxFreeSockets: connections,
    proxyEnv: agentProxy(proxy),
  }
  if (!isTls) return new HttpAgent(common)
  return new Agent({
    ...common,
    ...(endpoint.ca === undefined ? {} : { ca: endpoint.ca }),
    ...(endpoint.tlsServerName === undefined ? {} : { servername: endpoint.tlsServerName }),
    ...(endpoint.insecureSkipTlsVerify === true ? { rejectUnauthorized: false } : {}),
  })
}

function headersOf(request: ApiRequest, identity: Identity, always: Endpoint['headers'] = {}): OutgoingHttpHeaders {
  const length = request.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(request.body)) }
  const token = identity.token === undefined ? {} : { authorization: `Bearer ${identity.token}` }
  const fixed = Object.entries(always).map(([name, values]) => [name, [...values]] as const)
  return { 'user-agent': 'bodywork-action', ...request.headers, ...length, ...token, ...Object.fromEntries(fixed) }
}

function exchange(isTls: boolean, options: RequestOptions, { body, timeoutMs }: ApiRequest): Promise<ApiResponse> {
  return new Promise((resolve, reject) => {
    const waits = timeoutMs === undefined ? {} : { timeout: timeoutMs }
    const outgoing = (isTls ? httpsRequest : httpRequest)({ ...options, ...waits })
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            // A request that waits for a proxy's tunnel has no socket yet, so that its end would not be told.
            reject(Object.assign(new Error(`no answer within ${timeoutMs} ms`), { code: 'ETIMEDOUT' }))
            outgoing.destroy()
          }, timeoutMs)
    outgoing.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    outgoing.once('response', (incoming) => {
      clearTimeout(timer)
      resolve({ status: incoming.statusCode ?? 0, headers: flatHeaders(incoming), body: bodyOf(incoming) })
    })
    outgoing.end(body)
  })
}

function flatHeaders(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(incoming.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)] as const],
    ),
  )
}

function bodyOf(incoming: IncomingMessage): AsyncIterable<Uint8Array> {
  if (incoming.headers['content-encoding'] !== 'gzip') return incoming
  const plain = createGunzip()
  incoming.once('error', (error) => plain.destroy(error))
  return incoming.pipe(plain)
}
