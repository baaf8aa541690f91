import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request as the fake sees it. */
export interface BucketRequest {
  readonly method: string
  /** Path and query as they were sent. */
  readonly target: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** Status, content and headers of an answer. */
export interface BucketAnswer {
  readonly status: number
  readonly body?: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

/** A store of objects that speaks as S3 (and the XML API of Google) and as Azure Blob Storage do. */
export interface FakeBuckets {
  readonly url: string
  /** What is stored, by path. */
  readonly objects: Map<string, Buffer>
  /** `METHOD target` of all requests so far. */
  readonly asked: string[]
  /** Answers that come before any other, once each; `cut` breaks the next download off after so many bytes. */
  readonly next: (BucketAnswer | { readonly cut: number })[]
  close(): void
}

type Rule = (request: BucketRequest) => BucketAnswer | undefined

/** `rule` answers first: it gives out credentials, and refuses requests that do not bring them. */
export async function fakeBuckets(rule: Rule): Promise<FakeBuckets> {
  const objects = new Map<string, Buffer>()
  const asked: string[] = []
  const next: FakeBuckets['next'] = []
  const store = storeOf(objects)
  const server = createServer(async (request, response) => {
    const seen = await read(request)
    asked.push(`${seen.method} ${seen.target}`)
    const isCut = next[0] !== undefined && 'cut' in next[0]
    const first = isCut && seen.method !== 'GET' ? undefined : next.shift()
    if (first !== undefined && !('cut' in first)) return answer(response, first)
    const found = rule(seen) ?? store(seen)
    if (first === undefined) return answer(response, found)
    response.writeHead(found.status, { ...found.headers, 'content-length': Buffer.from(found.body ?? '').length })
    response.write(Buffer.from(found.body ?? '').subarray(0, first.cut), () => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    url: `http://127.0.0.1:${port}`,
    objects,
    asked,
    next,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function read(request: IncomingMessage): Promise<BucketRequest> {
  const target = request.url ?? '/'
  const { pathname, searchParams } = new URL(target, 'http://fake')
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  return {
    method: request.method ?? '',
    target,
    path: pathname,
    query: searchParams,
    headers,
    body: await buffer(request),
  }
}

function answer(response: ServerResponse, { status, body = '', headers = {} }: BucketAnswer): void {
  response.writeHead(status, headers)
  response.end(body)
}

/** What the documents of the services say about objects, uploads in parts and lists of blocks. */
function storeOf(objects: Map<string, Buffer>): (request: BucketRequest) => BucketAnswer {
  const parts = new Map<string, Buffer>()
  const put = (path: string, names: readonly string[]): BucketAnswer => {
    const found = names.map((name) => parts.get(`${path} ${name}`))
    if (found.some((part) => part === undefined)) return { status: 400, body: '<Code>InvalidPart</Code>' }
    objects.set(path, Buffer.concat(found.flatMap((part) => part ?? [])))
    return { status: 200, body: '<CompleteMultipartUploadResult/>' }
  }
  return ({ method, path, query, headers, body }) => {
    const text = body.toString()
    const listed = (tag: string) =>
      [...text.matchAll(new RegExp(`<${tag}>([^<]+)</${tag}>`, 'g'))].map(([, name]) => name ?? '')
    if (method === 'POST' && query.has('uploads')) return { status: 200, body: '<R><UploadId>u/1+x=</UploadId></R>' }
    if (query.has('uploadId') && query.get('uploadId') !== 'u/1+x=')
      return { status: 404, body: '<Code>NoSuchUpload</Code>' }
    if (method === 'PUT' && query.has('partNumber')) {
      const tag = `"${createHash('md5').update(body).digest('hex')}"`
      parts.set(`${path} ${tag}`, body)
      return { status: 200, headers: { etag: tag } }
    }
    if (method === 'POST' && query.has('uploadId')) return put(path, listed('ETag'))
    if (method === 'DELETE') return { status: 204 }
    if (method === 'PUT' && query.get('comp') === 'block') {
      parts.set(`${path} ${query.get('blockid')}`, body)
      return { status: 201 }
    }
    if (method === 'PUT' && query.get('comp') === 'blocklist') return { ...put(path, listed('Latest')), status: 201 }
    if (method === 'PUT') {
      objects.set(path, body)
      return { status: 201 }
    }
    const found = objects.get(path)
    if (found === undefined) return { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' }
    if (method === 'HEAD') return { status: 200, headers: { 'content-length': String(found.length) } }
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(headers['x-ms-range'] ?? headers['range'] ?? '') ?? []
    return { status: 206, body: found.subarray(Number(from), to === '' ? undefined : Number(to) + 1) }
  }
}
