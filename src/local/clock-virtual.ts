import type { Clock } from '../run/ports.ts'
import { timerHeap } from './clock-timers.ts'
import type { LocalClock } from './contract.ts'

/** A clock that stands still until it is driven; the same calls give the same times on every machine. */
export interface VirtualClock extends LocalClock, Clock {
  /** Drives time until the promise settles: lets everything that is ready run, then jumps to the next timer. */
  run<T>(promise: Promise<T>): Promise<T>
  /** Lets that many milliseconds pass, timer by timer. */
  advance(ms: number): Promise<void>
  /** Lets everything run that needs no time. */
  settle(): Promise<void>
}

/** Settings of a virtual clock. */
export interface VirtualClockOptions {
  /** First instant, in milliseconds since the epoch. */
  readonly startMs?: number
  /** `run` gives up when the promise is still pending after that much virtual time, so that a periodic timer cannot hide a hang. */
  readonly limitMs?: number
  /** Turns of the event loop given to pending work before each jump; more where real input and output takes part. */
  readonly turns?: number
}

const START_MS = Date.UTC(2026, 0, 5, 9, 0, 0)
const LIMIT_MS = 30 * 86_400_000
// A stuck promise may still wait for the thread pool (hashing, compression), which needs turns but no timer.
const LAST_TURNS = 200

/** A new virtual clock. */
export function virtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const { startMs = START_MS, limitMs = LIMIT_MS, turns = 3 } = options
  const timers = timerHeap()
  let now = startMs
  let order = 0

  function after(ms: number, callback: () => void): () => void {
    const timer = { due: now + Math.max(0, Math.ceil(ms)), order: order++, callback, cancelled: false }
    timers.push(timer)
    return () => {
      timer.cancelled = true
    }
  }

  /** Fires the timers of the next instant, but not those they set in turn. */
  function fireNext(): void {
    const first = timers.peek()
    if (first === undefined) return
    now = Math.max(now, first.due)
    const fence = order
    for (let next = timers.peek(); next !== undefined && next.due <= now; next = timers.peek()) {
      if (next.order >= fence) return
      timers.pop()?.callback()
    }
  }

  async function run<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false
    const done = () => {
      isSettled = true
    }
    promise.then(done, done)
    const end = now + limitMs
    for (;;) {
      await idle(turns)
      for (let turn = 0; !isSettled && timers.peek() === undefined && turn < LAST_TURNS; turn++) await idle(1)
      if (isSettled) return promise
      refuseToHang(timers.peek() === undefined, now >= end, now - end + limitMs)
      fireNext()
    }
  }

  async function advance(ms: number): Promise<void> {
    const end = now + ms
    await idle(turns)
    for (let next = timers.peek(); next !== undefined && next.due <= end; next = timers.peek()) {
      fireNext()
      await idle(turns)
    }
    now = end
  }

  return {
    now: () => now,
    after,
    sleep: (ms, signal) => sleepOn(after, ms, signal),
    run,
    advance,
    settle: () => idle(turns),
  }
}

/** A sleep made of a timer; rejects with the signal's reason. */
export function sleepOn(after: LocalClock['after'], ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const abort = () => {
      cancel()
      reject(signal?.reason)
    }
    const cancel = after(ms, () => {
      signal?.removeEventListener('abort', abort)
      resolve()
    })
    signal?.addEventListener('abort', abort, { once: true })
  })
}

function refuseToHang(isEmpty: boolean, isOver: boolean, elapsedMs: number): void {
  if (isEmpty) throw new Error('virtual clock: the promise is pending and no timer is set, so it would wait for ever')
  if (isOver) throw new Error(`virtual clock: the promise is still pending after ${elapsedMs} ms of virtual time`)
}

async function idle(turns: number): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}
