import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { Access } from './kubeconfig.ts'

/** What came back; `body` is the parsed JSON, or undefined where it is none. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: the checks reach into objects of every kind
  readonly body: any
}

/** One line of a watch. */
export interface WatchLine {
  readonly type: string
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly object: any
}

/** A watch that is open. */
export interface Watch {
  readonly lines: readonly WatchLine[]
  /** Waits for the first line, old or new, of which that is true. */
  until(isIt: (line: WatchLine) => boolean, what?: string, patienceMs?: number): Promise<WatchLine>
  /** Settles when the server has closed it. */
  readonly closed: Promise<void>
  close(): void
}

/** The smallest client that can ask an API server anything. */
export interface Client {
  request(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  get(path: string): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
  put(path: string, body: unknown): Promise<Answer>
  patch(path: string, type: 'merge' | 'json' | 'strategic' | 'apply', body: unknown): Promise<Answer>
  delete(path: string, options?: unknown): Promise<Answer>
  watch(path: string): Promise<Watch>
  /** The same server, as somebody else. */
  as(token: string): Client
}

const PATCH_TYPES = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const
const PATIENCE_MS = 60_000

/** A client for that access. */
export function connect(access: Access): Client {
  const agent = access.server.startsWith('https') ? new HttpsAgent({ keepAlive: true, ...tls(access) }) : undefined

  function open(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<IncomingMessage> {
    const url = new URL(path, access.server)
    const bytes = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
    const options: RequestOptions = {
      method,
      ...(agent && { agent }),
      headers: {
        ...(bytes !== undefined && {
          'content-type': 'application/json',
          'content-length': `${Buffer.byteLength(bytes)}`,
        }),
        ...(access.token !== undefined && { authorization: `Bearer ${access.token}` }),
        ...headers,
      },
    }
    return new Promise((resolve, reject) => {
      const send = url.protocol === 'https:' ? httpsRequest : httpRequest
      send(url, options, resolve).on('error', reject).end(bytes)
    })
  }

  const client: Client = {
    async request(method, path, body, headers = {}) {
      const response = await open(method, path, body, headers)
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(Buffer.from(chunk))
      const text = Buffer.concat(chunks).toString()
      return { status: response.statusCode ?? 0, headers: response.headers, text, body: parsed(text) }
    },
    get: (path) => client.request('GET', path),
    post: (path, body) => client.request('POST', path, body),
    put: (path, body) => client.request('PUT', path, body),
    patch: (path, type, body) => client.request('PATCH', path, body, { 'content-type': PATCH_TYPES[type] }),
    delete: (path, options) => client.request('DELETE', path, options),
    async watch(path) {
      const response = await open('GET', path, undefined, {})
      if (response.statusCode !== 200) throw new Error(`the watch was answered with ${response.statusCode}`)
      return follow(response)
    },
    as: (token) => connect({ server: access.server, ...(access.ca !== undefined && { ca: access.ca }), token }),
  }
  return client
}

function follow(response: IncomingMessage): Watch {
  const lines: WatchLine[] = []
  const waiting = new Set<() => void>()
  let rest = ''
  response.setEncoding('utf8')
  response.on('data', (chunk: string) => {
    const pieces = (rest + chunk).split('\n')
    rest = pieces.pop() ?? ''
    for (const piece of pieces) lines.push(JSON.parse(piece))
    for (const look of waiting) look()
  })
  const closed = new Promise<void>((resolve) => response.on('close', resolve).on('error', () => resolve()))
  return {
    lines,
    closed,
    close: () => void response.destroy(),
    until: (isIt, what = 'what the check waits for', patienceMs = PATIENCE_MS) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look)
          const seen = lines.map(
            ({ type, object }) => `${type} ${object?.metadata?.name} ${JSON.stringify(object?.status)}`,
          )
          reject(new Error(`${what} did not come; seen:\n${seen.slice(-6).join('\n')}`))
        }, patienceMs)
        const look = () => {
          const found = lines.find(isIt)
          if (found === undefined) return
          clearTimeout(timer)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}

function tls({ ca, cert, key }: Access) {
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
