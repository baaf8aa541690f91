import type { LocalClock } from '../contract.ts'

/** Keys that wait for their turn; a key that is added twice is worked on once. */
export interface WorkQueue {
  /** Works on the key after that many milliseconds, or sooner when it is already waiting for an earlier time. */
  add(key: string, delayMs?: number): void
  stop(): void
}

/** How a queue behaves. */
export interface WorkQueueOptions {
  readonly clock: LocalClock
  /** Brings the world nearer to what the key's object asks for; throws to be called again later. */
  readonly reconcile: (key: string) => void
  /** Told of every failure; the key is tried again with doubling delay. */
  readonly onFault: (key: string, error: unknown) => void
  readonly firstRetryMs?: number
  readonly longestRetryMs?: number
}

interface Waiting {
  readonly due: number
  readonly cancel: () => void
}

/** A queue whose failed keys come back after 5 ms, then twice that, and so on, as a controller's rate limiter does. */
export function workQueue(options: WorkQueueOptions): WorkQueue {
  const { clock, reconcile, onFault, firstRetryMs = 5, longestRetryMs = 1_000_000 } = options
  const waiting = new Map<string, Waiting>()
  const failures = new Map<string, number>()
  let isStopped = false

  function work(key: string): void {
    waiting.delete(key)
    try {
      reconcile(key)
      failures.delete(key)
    } catch (error) {
      const count = failures.get(key) ?? 0
      failures.set(key, count + 1)
      add(key, Math.min(firstRetryMs * 2 ** count, longestRetryMs))
      onFault(key, error)
    }
  }

  function add(key: string, delayMs = 0): void {
    if (isStopped) return
    const due = clock.now() + delayMs
    const earlier = waiting.get(key)
    if (earlier !== undefined && earlier.due <= due) return
    earlier?.cancel()
    waiting.set(key, { due, cancel: clock.after(delayMs, () => work(key)) })
  }

  return {
    add,
    stop() {
      isStopped = true
      for (const { cancel } of waiting.values()) cancel()
      waiting.clear()
    },
  }
}
