import type { Clock } from '../run/ports.ts'
import { errorCode } from './api-error.ts'
import { discard } from './json-body.ts'
import type { ApiRequest, ApiResponse, Transport } from './transport.ts'

/** What retrying needs. */
export interface RetryOptions {
  readonly clock: Clock
  /** Between 0 and 1. */
  readonly random: () => number
  /** How long outages are survived once the server has answered. */
  readonly deadlineMs?: number
  /** How long the first answer is waited for: a wrong address should not cost minutes. */
  readonly firstContactMs?: number
  readonly onRetry?: (request: ApiRequest, why: string, delayMs: number) => void
}

const firstDelayMs = 200
const longestDelayMs = 10_000
/** An InternalError is most often a webhook that is down; waiting longer than this hides it. */
const internalErrorMs = 10_000

/** Network errors that pass by themselves. */
const transientCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'ENOTFOUND',
  'ERR_STREAM_PREMATURE_CLOSE',
  'HPE_INVALID_CONSTANT',
  'ERR_SOCKET_CLOSED',
])

/** A transport that sends again, with growing and random pauses, what a passing fault stopped. */
export function retrying(transport: Transport, options: RetryOptions): Transport {
  const { clock, random, deadlineMs = 300_000, firstContactMs = 15_000 } = options
  let hasAnswered = false
  return {
    close: () => transport.close(),
    send: async (request) => {
      const startedAt = clock.now()
      for (let attempt = 0; ; attempt++) {
        const elapsed = clock.now() - startedAt
        const delay = random() * Math.min(longestDelayMs, firstDelayMs * 2 ** attempt)
        try {
          const response = await transport.send(request)
          hasAnswered = true
          const wait = pauseFor(response, delay)
          const limit = response.status === 500 ? internalErrorMs : deadlineMs
          if (wait === undefined || elapsed + wait > limit) return response
          options.onRetry?.(request, `HTTP ${response.status}`, wait)
          await discard(response)
          await clock.sleep(wait, request.signal)
        } catch (error) {
          const limit = hasAnswered ? deadlineMs : firstContactMs
          if (request.signal?.aborted === true || !isTransient(error) || elapsed + delay > limit) throw error
          options.onRetry?.(request, errorCode(error), delay)
          await clock.sleep(delay, request.signal)
        }
      }
    },
  }
}

/** True for faults of the network that pass by themselves; certificates and bugs do not. */
export function isTransient(error: unknown): boolean {
  const code = errorCode(error)
  if (transientCodes.has(code)) return true
  return (
    error instanceof Error &&
    /socket hang up|network|terminated|aborted|premature/i.test(error.message) &&
    !/CERT/.test(code)
  )
}

/** How long to wait before the same request makes sense again; undefined when the answer stands. */
function pauseFor(response: ApiResponse, delay: number): number | undefined {
  if (response.status !== 429 && response.status < 500) return undefined
  if (response.status === 501 || response.status === 505) return undefined
  const seconds = Number(response.headers['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, 30_000) + delay : delay
}
