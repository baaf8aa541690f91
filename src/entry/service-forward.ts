import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ApiRequest, ApiResponse, Transport } from '../cluster/transport.ts'
import { type Unreached, unreachedBy } from '../manage/service-unreached.ts'
import type { Clock } from '../run/ports.ts'

/** A local address that leads to a service in the cluster. */
export interface Forward {
  readonly url: string
  close(): Promise<void>
}

/** Headers about one connection, and those that would speak for somebody else to the API server. */
const notForwarded = new Set([
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What is asked of a service whose pods are being replaced is asked again for that long. */
const patienceMs = 5000
const pauseMs = 250

/** Serves on loopback what the API server's proxy path of a service answers. */
export async function forwardService(
  { transport, clock }: { readonly transport: Transport; readonly clock: Clock },
  proxyPath: string,
  port: number,
): Promise<Forward> {
  const base = proxyPath.replace(/\/+$/, '')
  const send = (request: ApiRequest) => sendPatiently(transport, clock, request)
  const server = createServer((request, response) => {
    answer(send, base, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(502)
      response.end(`${error instanceof Error ? error.message : String(error)}\n`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${portOf(server.address())}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(
  send: (request: ApiRequest) => Promise<ApiResponse | Unreached>,
  base: string,
  from: IncomingMessage,
  to: ServerResponse,
): Promise<void> {
  const method = methodOf(from.method)
  if (method === undefined) return void to.writeHead(405).end()
  const body = method === 'GET' ? undefined : await buffer(from)
  const got = await send({
    method,
    path: `${base}${from.url ?? '/'}`,
    headers: kept(from.headers),
    ...(body === undefined ? {} : { body }),
  })
  if ('why' in got) return void to.writeHead(503, { 'content-type': 'text/plain; charset=utf-8' }).end(`${got.why}\n`)
  to.writeHead(got.status, kept(got.headers))
  // A HEAD that became a GET: node writes none of the body.
  await pipeline(got.body, to)
}

/** Only what the API server could not hand to any pod is asked again, so nothing is done twice. */
async function sendPatiently(
  transport: Transport,
  clock: Clock,
  request: ApiRequest,
): Promise<ApiResponse | Unreached> {
  const until = clock.now() + patienceMs
  for (;;) {
    const got = await transport.send(request)
    const answered = await unreachedBy(got)
    if (!('why' in answered) || !answered.isUnsent || clock.now() >= until) return answered
    await clock.sleep(pauseMs)
  }
}

/** HEAD is asked as GET, whose body is left away. */
function methodOf(method: string | undefined): ApiRequest['method'] | undefined {
  if (method === 'HEAD') return 'GET'
  const known = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
  return known.find((one) => one === method)
}

function kept(headers: Readonly<Record<string, string | readonly string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || notForwarded.has(name) ? [] : [[name, String(value)] as const],
    ),
  )
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}
