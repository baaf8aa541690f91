import { expect, test } from 'vitest'
import { extendedRow, remainingMs } from '../../../../src/local/controllers/job/backoff.ts'
import { podObject } from '../../../builders-local.ts'

function podEnded(second: number) {
  const terminated = { finishedAt: new Date(second * 1000).toISOString() }
  return { ...podObject(), status: { containerStatuses: [{ state: { terminated } }] } }
}

test('each failure doubles the wait, up to ten minutes', () => {
  const waits = [1, 2, 3, 7, 20].map((count) => remainingMs({ count, lastMs: 0 }, 0))
  expect(waits).toEqual([10_000, 20_000, 40_000, 600_000, 600_000])
  expect(remainingMs(undefined, 0)).toBe(0)
})

test('the wait runs from the last failure', () => {
  expect(remainingMs({ count: 1, lastMs: 1000 }, 5000)).toBe(6000)
})

test('a success ends the row, a failure after it begins a new one', () => {
  const row = { count: 4, lastMs: 1000 }
  expect(extendedRow(row, { succeeded: [podEnded(5)], failed: [] }, 0)).toBeUndefined()
  expect(extendedRow(row, { succeeded: [podEnded(5)], failed: [podEnded(3), podEnded(8)] }, 0)).toEqual({
    count: 1,
    lastMs: 8000,
  })
  expect(extendedRow(row, { succeeded: [], failed: [podEnded(8)] }, 0)).toEqual({ count: 5, lastMs: 8000 })
})
