import type { Clock } from '../run/ports.ts'

/** How many requests were answered, and how many were not. */
export interface CallCount {
  readonly answered: number
  readonly failed: number
}

/** Somebody who goes on asking a service. */
export interface SteadyCaller {
  /** Waits for the last answer and counts them all. */
  stop(): Promise<CallCount>
}

const pauseMs = 100

/** Sends one request after the other until it is stopped; `call` tells whether it was answered. */
export function steadyCaller(clock: Clock, call: () => Promise<boolean>): SteadyCaller {
  let [answered, failed] = [0, 0]
  const stopped = new AbortController()
  const ended = (async () => {
    while (!stopped.signal.aborted) {
      if (await call().catch(() => false)) answered++
      else failed++
      await clock.sleep(pauseMs, stopped.signal).catch(() => undefined)
    }
  })()
  return {
    stop: async () => {
      stopped.abort()
      await ended
      return { answered, failed }
    },
  }
}
