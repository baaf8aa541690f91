import type { Verdict } from './judgement.ts'

/** One verdict for several subjects: the first failure, else the first that is not there yet, else ready. */
export function combined(verdicts: readonly Verdict[]): Verdict {
  const isGood = (verdict: Verdict) => verdict.state === 'ready' || verdict.state === 'succeeded'
  const failure = verdicts.find((verdict) => verdict.state === 'failed')
  const open = failure ?? verdicts.find((verdict) => !isGood(verdict))
  if (open !== undefined) return open
  const ready = verdicts.filter((verdict) => verdict.state === 'ready')
  return {
    state: 'ready',
    ready: ready.reduce((sum, verdict) => sum + verdict.ready, 0),
    wanted: ready.reduce((sum, verdict) => sum + verdict.wanted, 0),
  }
}
