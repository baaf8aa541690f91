import { expect, test } from 'vitest'
import { type StageFact, type StageState, startOf, step, wakeAt } from '../../src/run/stage-machine.ts'
import { aFailure } from '../builders-events.ts'

const limits = {
  retry: { retries: 1, backoffMs: 5000, retryOn: ['failure', 'timeout'] as const, infrastructureRetries: 3 },
  pendingMs: 60_000,
  runningMs: 600_000,
}
const running = (now: number): StageFact => ({
  tag: 'verdict',
  now,
  verdict: { state: 'running', pod: 'p', message: 'running' },
})
const failed = (now: number): StageFact => ({
  tag: 'verdict',
  now,
  verdict: { state: 'failed', failure: aFailure({ cause: 'crash', exitCode: 1 }) },
})

/** The states a stage goes through, with the orders on the way. */
function walk(kind: 'batch' | 'objects', facts: readonly StageFact[]): { state: StageState; trace: readonly string[] } {
  const first = startOf(kind)
  let state = first.state
  const trace = [`${state.tag}:${first.orders.map(({ tag }) => tag)}`]
  for (const fact of facts) {
    const next = step(state, fact, limits)
    state = next.state
    trace.push(`${state.tag}:${next.orders.map(({ tag }) => tag)}`)
  }
  return { state, trace }
}

test('a batch stage is created, waits, runs and succeeds', () => {
  const { trace } = walk('batch', [
    { tag: 'sent', now: 1 },
    running(2),
    { tag: 'verdict', now: 3, verdict: { state: 'succeeded', exitCode: 0, outputs: '', pods: ['p'] } },
  ])
  expect(trace).toEqual(['creating:send', 'pending:', 'running:', 'succeeded:finish'])
})

test('a failed attempt is followed by another after its pause, and then by the end', () => {
  const { trace, state } = walk('batch', [
    { tag: 'sent', now: 0 },
    running(0),
    failed(1000),
    { tag: 'time', now: 5999 },
    { tag: 'time', now: 6000 },
    { tag: 'sent', now: 6001 },
    running(6002),
    failed(7000),
  ])
  expect(trace).toEqual([
    'creating:send',
    'pending:',
    'running:',
    'backing-off:stop-attempt,retry-later',
    'backing-off:',
    'creating:send',
    'pending:',
    'running:',
    'failed:stop-attempt,finish',
  ])
  expect(state.attempt).toBe(2)
})

test('waiting longer than the pending timeout fails with what was suspected', () => {
  const pending = walk('batch', [{ tag: 'sent', now: 0 }]).state
  expect(wakeAt(pending, limits)).toBe(60_000)
  const suspected = aFailure({ cause: 'unschedulable' })
  const { exitCode: _, ...withoutCode } = suspected
  const waiting = { state: 'waiting', reason: 'unschedulable', message: '', suspected: withoutCode } as const
  const next = step(pending, { tag: 'verdict', now: 60_001, verdict: waiting }, limits)
  expect(next.state).toMatchObject({ tag: 'failed', failure: { cause: 'unschedulable' } })
  expect(step(pending, { tag: 'time', now: 60_000 }, limits).state).toMatchObject({
    failure: { cause: 'pending-timeout' },
  })
})

test('running longer than the limit is a timeout, which may be tried again', () => {
  const { state } = walk('batch', [{ tag: 'sent', now: 0 }, running(0), { tag: 'time', now: 600_000 }])
  expect(state).toMatchObject({ tag: 'backing-off', attempt: 2 })
})

test('a service is applied, rolls out and is ready, or fails without a second attempt', () => {
  const ready: StageFact = { tag: 'verdict', now: 2, verdict: { state: 'ready', ready: 1, wanted: 1 } }
  expect(walk('objects', [{ tag: 'sent', now: 1 }, ready]).trace).toEqual([
    'applying:send',
    'rolling:',
    'succeeded:finish',
  ])
  expect(walk('objects', [{ tag: 'sent', now: 1 }, failed(2)]).state.tag).toBe('failed')
  expect(walk('objects', [{ tag: 'refused', now: 1, failure: aFailure() }]).state.tag).toBe('failed')
})

test('a cancelled stage stays cancelled whatever comes later', () => {
  const { trace } = walk('batch', [
    { tag: 'sent', now: 0 },
    { tag: 'cancel', now: 1 },
    failed(2),
    { tag: 'sent', now: 3 },
  ])
  expect(trace.slice(2)).toEqual(['cancelled:stop-attempt,finish', 'cancelled:', 'cancelled:'])
})
