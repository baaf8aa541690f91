import { expect, test } from 'vitest'
import { virtualClock } from '../../../src/local/clock-virtual.ts'
import { workQueue } from '../../../src/local/controllers/work-queue.ts'

test('a key that waits already is worked on once, at the earlier time', async () => {
  const clock = virtualClock({ startMs: 0 })
  const seen: number[] = []
  const queue = workQueue({ clock, reconcile: () => void seen.push(clock.now()), onFault: () => {} })
  queue.add('a', 1000)
  queue.add('a', 200)
  queue.add('a', 500)
  await clock.advance(5000)
  expect(seen).toEqual([200])
})

test('a key that fails comes back with doubling delay until it succeeds', async () => {
  const clock = virtualClock({ startMs: 0 })
  const seen: number[] = []
  const reconcile = () => {
    seen.push(clock.now())
    if (seen.length < 4) throw new Error('not yet')
  }
  workQueue({ clock, reconcile, onFault: () => {}, firstRetryMs: 100 }).add('a')
  await clock.advance(5000)
  expect(seen).toEqual([0, 100, 300, 700])
})

test('nothing is worked on after the stop', async () => {
  const clock = virtualClock()
  let count = 0
  const queue = workQueue({ clock, reconcile: () => void count++, onFault: () => {} })
  queue.add('a', 10)
  queue.stop()
  queue.add('b')
  await clock.advance(100)
  expect(count).toBe(0)
})
