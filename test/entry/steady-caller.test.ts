import { expect, test } from 'vitest'
import { steadyCaller } from '../../src/entry/steady-caller.ts'
import { virtualClock } from '../../src/local/clock-virtual.ts'

test('calls go on until they are stopped, and all of them are counted', async () => {
  const clock = virtualClock()
  const answers = [true, false, true]
  const caller = steadyCaller(clock, () => Promise.resolve(answers.shift() ?? true))
  await clock.advance(950)
  const { answered, failed } = await caller.stop()
  expect(failed).toBe(1)
  expect(answered).toBe(9)
})

test('a call that throws is one that was not answered', async () => {
  const clock = virtualClock()
  const caller = steadyCaller(clock, () => Promise.reject(new Error('refused')))
  expect(await caller.stop()).toEqual({ answered: 0, failed: 1 })
})
