import type { SimulatedContainer } from './container-state.ts'

const FIRST_MS = 10_000
const LONGEST_MS = 300_000
const RESET_MS = 600_000

/** How long the next start has to wait: nothing the first time, then 10 s, 20 s, up to 5 minutes; a long run starts anew. */
export function restartDelayMs({ runs }: Pick<SimulatedContainer, 'runs'>): number {
  let row = 0
  for (const run of runs) {
    const lasted = (run.end?.atMs ?? run.startedMs) - run.startedMs
    row = lasted >= RESET_MS ? 1 : row + 1
  }
  return row <= 1 ? 0 : Math.min(FIRST_MS * 2 ** (row - 2), LONGEST_MS)
}

/** The delay before the next try to pull an image: 10 s after the first failure, twice as long after each further one. */
export function pullDelayMs(failures: number): number {
  return Math.min(FIRST_MS * 2 ** Math.max(0, failures - 1), LONGEST_MS)
}

/** A duration in Go's words: 10s, 1m20s, 5m0s. */
export function goDuration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}
