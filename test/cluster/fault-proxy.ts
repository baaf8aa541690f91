import type { ApiRequest, ApiResponse, Transport } from '../../src/cluster/transport.ts'
import type { Clock } from '../../src/run/ports.ts'

/** What goes wrong with one request. */
export type Fault =
  /** The request never gets there. */
  | { readonly kind: 'refused' }
  /** The server does what is asked, but its answer is lost. */
  | { readonly kind: 'lost-answer' }
  /** The server says no without doing anything. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly reason?: string
      readonly message?: string
      readonly retryAfter?: number
    }
  | { readonly kind: 'delay'; readonly ms: number }
  /** The body breaks off. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The body ends early as if it were whole. */
  | { readonly kind: 'short'; readonly afterBytes: number }
  /** The body's bytes arrive in pieces of any size, cut and merged without regard to frames and characters. */
  | { readonly kind: 'shatter'; readonly random: () => number }
  /** A line that nobody wrote stands in the middle of the stream. */
  | { readonly kind: 'garbage'; readonly afterBytes: number }
  /** The connection dies without saying so. */
  | { readonly kind: 'silent'; readonly afterBytes: number }

/** Decides about the n-th request, counted from 0. */
export type FaultPlan = (request: ApiRequest, n: number) => Fault | undefined

/** A transport with faults in it, and all requests that were made. */
export interface FaultProxy extends Transport {
  readonly requests: readonly ApiRequest[]
}

/** Stands between a client and a server and breaks what the plan says. */
export function faultProxy(inner: Transport, plan: FaultPlan, clock?: Clock): FaultProxy {
  const requests: ApiRequest[] = []
  return {
    requests,
    close: () => inner.close(),
    send: async (request) => {
      const fault = plan(request, requests.length)
      requests.push(request)
      if (fault === undefined) return inner.send(request)
      switch (fault.kind) {
        case 'refused':
          throw broken('ECONNREFUSED')
        case 'lost-answer':
          for await (const _chunk of (await inner.send(request)).body);
          throw broken('ECONNRESET')
        case 'status':
          return refusal(fault)
        case 'delay':
          await clock?.sleep(fault.ms, request.signal)
          return inner.send(request)
        default:
          return withBrokenBody(await inner.send(request), fault, request.signal)
      }
    },
  }
}

/** Random numbers that are the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Passing faults of every kind, for that share of the requests. */
export function passingFaults(random: () => number, share: number): FaultPlan {
  const make: readonly (() => Fault)[] = [
    () => ({ kind: 'refused' }),
    () => ({ kind: 'lost-answer' }),
    () => ({ kind: 'status', status: 429, reason: 'TooManyRequests', retryAfter: 1 }),
    () => ({ kind: 'status', status: 503, reason: 'ServiceUnavailable' }),
    () => ({ kind: 'status', status: 500, reason: 'InternalError', message: 'etcdserver: leader changed' }),
    () => ({ kind: 'delay', ms: Math.floor(random() * 500) }),
    () => ({ kind: 'cut', afterBytes: Math.floor(random() * 4000) }),
    () => ({ kind: 'shatter', random }),
  ]
  return () => (random() < share ? make[Math.floor(random() * make.length)]?.() : undefined)
}

function refusal(fault: Extract<Fault, { kind: 'status' }>): ApiResponse {
  const { status, reason = '', message = reason } = fault
  const body = JSON.stringify({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code: status })
  return {
    status,
    headers: fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) },
    body: chunks([body]),
  }
}

type BodyFault = Extract<Fault, { kind: 'cut' | 'short' | 'shatter' | 'garbage' | 'silent' }>

function withBrokenBody(response: ApiResponse, fault: BodyFault, signal: AbortSignal | undefined): ApiResponse {
  return { ...response, body: brokenBody(response.body, fault, signal) }
}

async function* brokenBody(
  body: AsyncIterable<Uint8Array>,
  fault: BodyFault,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  if (fault.kind === 'shatter') return yield* shattered(body, fault.random)
  let left = fault.afterBytes
  for await (const chunk of body) {
    if (chunk.length < left || fault.kind === 'garbage') {
      yield chunk
      left -= chunk.length
      if (left > 0 || fault.kind !== 'garbage') continue
      yield Buffer.from('\n{"type":"MODIFIED","obj\n')
      left = Number.POSITIVE_INFINITY
      continue
    }
    yield chunk.subarray(0, left)
    if (fault.kind === 'short') return
    if (fault.kind === 'silent') await aborted(signal)
    throw broken('ECONNRESET')
  }
}

async function* shattered(body: AsyncIterable<Uint8Array>, random: () => number): AsyncGenerator<Uint8Array> {
  for await (const chunk of body)
    for (let at = 0; at < chunk.length; ) {
      const size = 1 + Math.floor(random() * random() * 200)
      yield chunk.subarray(at, at + size)
      at += size
    }
}

function aborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted === true) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

/** A network error as Node reports it. */
export function broken(code: string): Error {
  return Object.assign(new Error(code === 'ECONNRESET' ? 'aborted' : `connect ${code}`), { code })
}

/** A body of these pieces. */
export async function* chunks(pieces: Iterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece
}

/** What a scripted server answers; the body may be a stream. */
export interface Answer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | object | AsyncIterable<Uint8Array>
}

/** A server that is one function. */
export function scripted(answer: (request: ApiRequest, url: URL, n: number) => Answer): Transport {
  let n = 0
  return {
    close: () => Promise.resolve(),
    send: async (request) => {
      request.signal?.throwIfAborted()
      const { status = 200, headers = {}, body = '' } = answer(request, new URL(request.path, 'http://api'), n++)
      return {
        status,
        headers,
        body: isStream(body) ? body : chunks([typeof body === 'string' ? body : JSON.stringify(body)]),
      }
    },
  }
}

function isStream(body: NonNullable<Answer['body']>): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && Symbol.asyncIterator in body
}
