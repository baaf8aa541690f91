import { expect, test } from 'vitest'
import { realClock } from '../../src/local/clock-real.ts'

test('a timer fires after the call that sets it, and a cancelled one never', async () => {
  const seen: string[] = []
  const clock = realClock()
  clock.after(0, () => seen.push('cancelled'))()
  clock.after(0, () => seen.push('timer'))
  seen.push('call')
  await clock.sleep(2)
  expect(seen).toEqual(['call', 'timer'])
})

test('a wait longer than a timer can hold does not end at once', async () => {
  const clock = realClock()
  const signal = AbortSignal.timeout(5)
  await expect(clock.sleep(2 ** 40, signal)).rejects.toThrow()
})

test('a faster clock shortens waits, and its time goes as fast', async () => {
  const clock = realClock({ speed: 1000 })
  const start = clock.now()
  await clock.sleep(10_000)
  expect(clock.now() - start).toBeGreaterThanOrEqual(9000)
})
