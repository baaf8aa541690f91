import { describe, expect, test } from 'vitest'
import { field } from '../../src/plan/objects.ts'
import { judgeRefusal } from '../../src/run/diagnosis/api-refusal.ts'
import { causes } from '../../src/run/diagnosis/causes.ts'
import { refineWithLog } from '../../src/run/diagnosis/log-causes.ts'
import type { Failure } from '../../src/run/events.ts'
import { defaultGraces } from '../../src/run/graces.ts'
import { type Given, isRefusal, type Recording, recordings, replay } from './verdict/replay.ts'

const all = recordings()
const toleranceMs = 1_000

function failureIn(given: readonly Given[]): { readonly t: number; readonly failure: Failure } | undefined {
  for (const { t, verdict } of given) if (verdict.state === 'failed') return { t, failure: verdict.failure }
  return undefined
}

function goodIn(given: readonly Given[]): Given | undefined {
  return given.find(({ verdict }) => verdict.state === 'ready' || verdict.state === 'succeeded')
}

function causeWithLog(failure: Failure, { expect: expected, logs }: Recording): string {
  const lines = field(logs, 0, 'tail')
  return expected.log === undefined || !Array.isArray(lines) ? failure.cause : refineWithLog(failure, lines).cause
}

/** A quota that is smaller than what is asked for is not waited for, although others might free theirs. */
function isHopeless({ cause, message }: Failure): boolean {
  const [, requested, limit] = /requested pods=(\d+), .*limit pods=(\d+)/.exec(message) ?? []
  return cause === 'quota' && (requested === undefined || Number(requested) > Number(limit))
}

const watched = all.filter((recording) => !isRefusal(recording))
const fatal = watched.filter(({ expect: expected }) => expected.verdict === 'fatal' || expected.verdict === 'infra')
const good = watched.filter(({ expect: expected }) => expected.verdict === 'success')
const waiting = watched.filter(({ expect: expected }) => expected.verdict === 'wait')

test('every recording is judged one way or another', () => {
  expect(all.length).toBe(163)
  expect(fatal.length + good.length + waiting.length + all.filter(isRefusal).length).toBe(163)
  expect(all.filter(({ expect: expected }) => 'debatable' in expected)).toEqual([])
})

describe('failures get their cause, and not a second late', () => {
  test.each(fatal)('$name', (recording) => {
    const { cause, verdict, earliest_ms, grace_ms = 0 } = recording.expect
    const given = replay(recording)
    const found = failureIn(given)
    if (found === undefined) throw new Error(`no failure: ${JSON.stringify(given.at(-1))}`)
    expect(causeWithLog(found.failure, recording)).toBe(cause)
    expect(found.failure.isInfrastructure).toBe(verdict === 'infra')
    expect(found.t).toBeLessThanOrEqual(earliest_ms + grace_ms + toleranceMs)
    if (grace_ms > 0 && !isHopeless(found.failure))
      expect(found.t).toBeGreaterThan(earliest_ms + grace_ms - toleranceMs)
    expect(goodIn(given)).toBeUndefined()
    expect(found.failure.evidence.length).toBeGreaterThan(0)
    expect(Object.keys(causes)).toContain(found.failure.cause)
  })
})

describe('successes are seen at once, and false alarms are not believed', () => {
  test.each(good)('$name', (recording) => {
    const given = replay(recording)
    expect(failureIn(given)).toBeUndefined()
    expect(goodIn(given)?.t ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(recording.expect.earliest_ms + toleranceMs)
  })
})

/** What is said while there is nothing to judge, where the recording has no word of its own. */
const wordsForNone: Readonly<Record<string, string>> = {
  'evict-refused-by-budget': 'ready',
  'pvc-wait-for-first-consumer': 'wait-for-first-consumer',
}

describe('what may still come right is waited for', () => {
  test.each(waiting)('$name', (recording) => {
    const { name, expect: expected } = recording
    const given = replay(recording)
    const last = given.findLast(({ t }) => t <= expected.earliest_ms + toleranceMs)?.verdict
    expect(last?.state === 'waiting' ? last.reason : last?.state).toBe(wordsForNone[name] ?? expected.cause)
    // A load balancer without an address is waited for five minutes; then the service has no way in.
    const until = expected.grace_ms === undefined ? undefined : expected.earliest_ms + expected.grace_ms
    expect(failureIn(given)?.t).toBe(until)
  })
})

describe('refused requests get their cause', () => {
  test.each(all.filter(isRefusal))('$name', ({ expect: expected, lines }) => {
    const line = lines.findLast(({ type }) => type === 'RESPONSE')
    const [kind = '', name = ''] = expected.object.split('/')
    const refusal = judgeRefusal(line?.object, { apiVersion: 'v1', kind, namespace: 'n', name }, line?.status)
    expect({ verdict: refusal.verdict, cause: refusal.failure.cause }).toEqual({
      verdict: expected.verdict,
      cause: expected.cause,
    })
  })
})

test('with the default graces a refused or missing image is known within six seconds of its first evidence', () => {
  const images = fatal.filter(({ expect: { cause } }) => /^image-(not-found|auth|arch)$/.test(cause))
  expect(images.length).toBeGreaterThan(7)
  for (const recording of images) {
    const found = failureIn(replay(recording, defaultGraces))
    expect(found?.failure.cause).toBe(recording.expect.cause)
    expect(found?.t ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(recording.expect.earliest_ms + 6_000)
  }
})

test('with the default graces no false alarm is believed either', () => {
  for (const recording of good) expect(failureIn(replay(recording, defaultGraces)), recording.name).toBeUndefined()
})

test('the outputs of a batch stage are the termination message of its main container', () => {
  const recording = all.find(({ name }) => name === 'job-success')
  const verdict = recording === undefined ? undefined : goodIn(replay(recording))?.verdict
  expect(verdict).toMatchObject({ state: 'succeeded', exitCode: 0, pods: [expect.stringMatching(/^train-/)] })
})
