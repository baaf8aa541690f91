import { expect, test } from 'vitest'
import { retryDecision, retryReason } from '../../src/run/retry.ts'
import { aFailure } from '../builders-events.ts'

const policy = { retries: 2, backoffMs: 1000, retryOn: ['failure', 'oom'] as const, infrastructureRetries: 1 }
const crash = aFailure({ cause: 'crash', exitCode: 1 })
const eviction = aFailure({ cause: 'evicted', isInfrastructure: true })

test('each retry waits twice as long as the one before, until none is left', () => {
  const first = retryDecision(policy, { own: 0, infrastructure: 0 }, crash)
  expect(first).toEqual({ again: true, delayMs: 1000, spent: { own: 1, infrastructure: 0 } })
  expect(retryDecision(policy, { own: 1, infrastructure: 0 }, crash)).toMatchObject({ delayMs: 2000 })
  expect(retryDecision(policy, { own: 2, infrastructure: 0 }, crash)).toEqual({ again: false })
})

test('the infrastructure has a budget of its own', () => {
  expect(retryDecision({ ...policy, retries: 0 }, { own: 0, infrastructure: 0 }, eviction)).toEqual({
    again: true,
    delayMs: 0,
    spent: { own: 0, infrastructure: 1 },
  })
  expect(retryDecision(policy, { own: 0, infrastructure: 1 }, eviction)).toEqual({ again: false })
})

test('what trying again cannot mend is not tried again', () => {
  const { exitCode: _, ...image } = aFailure({ cause: 'image-not-found' })
  expect(retryReason(image)).toBeUndefined()
  expect(retryDecision(policy, { own: 0, infrastructure: 0 }, image)).toEqual({ again: false })
})

test('only reasons named in retry_on are tried again', () => {
  expect(retryReason(aFailure({ cause: 'timeout' }))).toBe('timeout')
  expect(retryDecision(policy, { own: 0, infrastructure: 0 }, aFailure({ cause: 'timeout' }))).toEqual({ again: false })
  expect(retryDecision(policy, { own: 0, infrastructure: 0 }, aFailure())).toMatchObject({ again: true })
})
