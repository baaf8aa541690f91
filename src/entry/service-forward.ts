import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ApiRequest, Transport } from '../cluster/transport.ts'

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

/** Serves on loopback what the API server's proxy path of a service answers. */
export async function forwardService(transport: Transport, proxyPath: string, port: number): Promise<Forward> {
  const base = proxyPath.replace(/\/+$/, '')
  const server = createServer((request, response) => {
    answer(transport, base, request, response).catch((error: unknown) => {
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

async function answer(transport: Transport, base: string, from: IncomingMessage, to: ServerResponse): Promise<void> {
  const method = methodOf(from.method)
  if (method === undefined) return void to.writeHead(405).end()
  const body = method === 'GET' ? undefined : await buffer(from)
  const got = await transport.send({
    method,
    path: `${base}${from.url ?? '/'}`,
    headers: kept(from.headers),
    ...(body === undefined ? {} : { body }),
  })
  to.writeHead(got.status, kept(got.headers))
  await pipeline(got.body, to)
}

function methodOf(method: string | undefined): ApiRequest['method'] | undefined {
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
