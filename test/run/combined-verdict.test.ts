import { expect, test } from 'vitest'
import { combined } from '../../src/run/combined-verdict.ts'
import { aFailure } from '../builders-events.ts'

const ready = { state: 'ready', ready: 2, wanted: 2 } as const
const waiting = { state: 'waiting', reason: 'starting', message: '' } as const

test('all have to be ready, and one failure is enough', () => {
  expect(combined([ready, ready])).toEqual({ state: 'ready', ready: 4, wanted: 4 })
  expect(combined([ready, waiting])).toBe(waiting)
  const failed = { state: 'failed', failure: aFailure() } as const
  expect(combined([ready, waiting, failed])).toBe(failed)
})
