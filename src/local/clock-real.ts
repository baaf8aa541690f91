import type { Clock } from '../run/ports.ts'
import { sleepOn } from './clock-virtual.ts'
import type { LocalClock } from './contract.ts'

// setTimeout fires at once for anything longer, so long waits are cut into pieces.
const LONGEST_MS = 2 ** 31 - 1

/** Settings of a real clock. */
export interface RealClockOptions {
  /** How much faster than the machine's it goes: 10 makes a wait of ten seconds last one. */
  readonly speed?: number
}

/** The machine's own clock, or one that starts with it and goes faster. */
export function realClock({ speed = 1 }: RealClockOptions = {}): LocalClock & Clock {
  const start = Date.now()
  const after: LocalClock['after'] = (ms, callback) => afterReal(ms / speed, callback)
  return {
    now: () => (speed === 1 ? Date.now() : Math.floor(start + (Date.now() - start) * speed)),
    after,
    sleep: (ms, signal) => sleepOn(after, ms, signal),
  }
}

function afterReal(ms: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout
  const wait = (left: number) => {
    const piece = Math.min(left, LONGEST_MS)
    timer = setTimeout(() => (left > piece ? wait(left - piece) : callback()), piece)
  }
  wait(Math.max(0, ms))
  return () => clearTimeout(timer)
}
