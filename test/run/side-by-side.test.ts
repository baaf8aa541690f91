import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { sideBySide } from '../../src/run/side-by-side.ts'

test('work is done a few at a time, begun in order, and its results keep that order', async () => {
  const clock = virtualClock()
  const begun: number[] = []
  let running = 0
  let most = 0
  const results = await clock.run(
    sideBySide([5, 1, 4, 2, 3], 2, async (seconds) => {
      begun.push(seconds)
      most = Math.max(most, ++running)
      await clock.sleep(seconds * 1000)
      running--
      return `${seconds} s`
    }),
  )
  expect(results).toEqual(['5 s', '1 s', '4 s', '2 s', '3 s'])
  expect(begun).toEqual([5, 1, 4, 2, 3])
  expect(most).toBe(2)
})

test('the first failure is the failure of all', async () => {
  await expect(sideBySide([1, 2], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await sideBySide([], 2, () => Promise.resolve(1))).toEqual([])
})
