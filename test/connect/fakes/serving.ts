import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { CloudRequest, CloudResponse } from '../../../src/connect/cloud-ports.ts'
import { endingTls } from './tls-ending.ts'

/** One request as a fake sees it; `host` is the one that was meant. */
export interface FakeRequest {
  readonly method: string
  readonly host: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
  /** The body as a form. */
  readonly form: URLSearchParams
  /** The bearer token, empty when there is none. */
  readonly bearer: string
}

/** Status and JSON body of an answer; undefined when the path is none of this fake. */
export type FakeAnswer = readonly [status: number, body: unknown] | undefined

/** A fake of one service. */
export type Fake = (request: FakeRequest) => FakeAnswer

/** Fakes on a loopback port. */
export interface Serving {
  /** Where they listen; also as a proxy, with a certificate. */
  readonly url: string
  /** Sends over `send`, but to the fakes instead of the hosts that are named. */
  through(send: (request: CloudRequest) => Promise<CloudResponse>): (request: CloudRequest) => Promise<CloudResponse>
  close(): void
}

/** Serves fakes; the first that knows a request answers it. */
export async function serve(
  fakes: readonly Fake[],
  tls?: { readonly key: string; readonly cert: string },
): Promise<Serving> {
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const url = new URL(request.url ?? '/', 'http://fake')
    const asked: FakeRequest = {
      method: request.method ?? '',
      host: String(request.headers['x-meant-host'] ?? (machineHost(url.pathname) || request.headers.host)),
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body,
      form: new URLSearchParams(body),
      bearer: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '',
    }
    const [status, answer] = fakes.map((fake) => fake(asked)).find((found) => found !== undefined) ?? [404, {}]
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  })
  const close = endingTls(server, tls)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    through: (send) => (request) => {
      const url = new URL(request.url)
      const headers = { ...request.headers, 'X-Meant-Host': url.host }
      return send({ ...request, url: `http://127.0.0.1:${port}${url.pathname}${url.search}`, headers })
    },
    close,
  }
}

/** Metadata services are asked at a loopback address where the real one is none of this machine. */
function machineHost(path: string): string {
  if (path.startsWith('/computeMetadata/')) return 'metadata.google.internal'
  if (path.startsWith('/v2/credentials')) return '169.254.170.2'
  return path.startsWith('/latest/') || path.startsWith('/metadata/') ? '169.254.169.254' : ''
}

/** Everything secret that fakes gave out, to be looked for in what is printed. */
export class Secrets {
  readonly all = new Set<string>()
  /** A new secret that no text holds by chance. */
  fresh(kind: string): string {
    return this.keep(`secret-${kind}-${randomUUID()}`)
  }
  keep(secret: string): string {
    this.all.add(secret)
    return secret
  }
}
