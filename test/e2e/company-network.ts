import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { endingTls } from '../connect/fakes/tls-ending.ts'

/** A network that is left only through its proxy. */
export interface CompanyNetwork {
  /** The proxy. */
  readonly url: string
  /** Every request that came through it, as `METHOD host/path`. */
  readonly seen: string[]
  close(): void
}

/** A proxy that ends TLS: each host is really at that address, or answers JSON; others are refused. */
export async function companyNetwork(
  tls: { readonly key: string; readonly cert: string },
  hosts: Readonly<Record<string, string | ((path: string) => unknown)>>,
): Promise<CompanyNetwork> {
  const seen: string[] = []
  const server = createServer((asked, response) => {
    const url = new URL(asked.url ?? '/', `https://${asked.headers.host}`)
    seen.push(`${asked.method} ${url.host}${url.pathname}`)
    const place = hosts[url.host]
    if (typeof place !== 'string') {
      response.writeHead(place === undefined ? 403 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(place?.(url.pathname) ?? {}))
      return
    }
    const { host: _, ...headers } = asked.headers
    const onward = request(`${place}${url.pathname}${url.search}`, { method: asked.method ?? 'GET', headers })
    onward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      response.flushHeaders()
      answer.pipe(response)
      answer.once('error', () => response.destroy())
    })
    onward.once('error', () => response.destroy())
    response.once('close', () => onward.destroy())
    asked.pipe(onward)
  })
  const close = endingTls(server, tls)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close,
  }
}
