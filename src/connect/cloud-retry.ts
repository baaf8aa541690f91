import type { CloudPorts, CloudRequest, CloudResponse } from './cloud-ports.ts'

/** How long a cloud's sign-in may be unavailable before we give up. */
const budgetMs = 60_000
const longestDelayMs = 10_000

/** Decides from an answer whether asking again may help. */
export type IsTransient = (response: CloudResponse) => boolean

/** Sends, and sends again with growing pauses while the answer is a passing one. */
export async function sendWithRetry(
  ports: Pick<CloudPorts, 'send' | 'now' | 'sleep' | 'random'>,
  make: () => CloudRequest | Promise<CloudRequest>,
  isTransient: IsTransient = isServerTrouble,
): Promise<CloudResponse> {
  const deadline = ports.now() + budgetMs
  for (let attempt = 0; ; attempt++) {
    const delay = ports.random() * Math.min(longestDelayMs, 500 * 2 ** attempt)
    const isLast = ports.now() + delay > deadline
    try {
      const response = await ports.send(await make())
      if (isLast || !isTransient(response)) return response
      await ports.sleep(retryAfterMs(response) ?? delay)
    } catch (error) {
      if (isLast || !isConnectionTrouble(error)) throw error
      await ports.sleep(delay)
    }
  }
}

/** 429 and 5xx pass by themselves. */
export function isServerTrouble(response: CloudResponse): boolean {
  return response.status === 429 || response.status >= 500
}

function retryAfterMs(response: CloudResponse): number | undefined {
  const seconds = Number(response.headers['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, longestDelayMs) : undefined
}

const passing = ['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN', 'UND_ERR_SOCKET']

function isConnectionTrouble(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && passing.includes(error.code)
}
