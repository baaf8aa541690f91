import type { Clock } from '../run/ports.ts'
import { sleepOn } from './clock-virtual.ts'
import type { LocalClock } from './contract.ts'

// setTimeout fires at once for anything longer, so long waits are cut into pieces.
const LONGEST_MS = 2 ** 31 - 1

/** The machine's own clock. */
export function realClock(): LocalClock & Clock {
  return { now: Date.now, after, sleep: (ms, signal) => sleepOn(after, ms, signal) }
}

function after(ms: number, callback: () => void): () => void {
  let timer: NodeJS.Timeout
  const wait = (left: number) => {
    const piece = Math.min(left, LONGEST_MS)
    timer = setTimeout(() => (left > piece ? wait(left - piece) : callback()), piece)
  }
  wait(Math.max(0, ms))
  return () => clearTimeout(timer)
}
