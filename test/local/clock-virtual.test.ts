import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'

test('an hour of sleep takes no real time and moves the clock by an hour', async () => {
  const clock = virtualClock({ startMs: 1000 })
  await clock.run(clock.sleep(3_600_000))
  expect(clock.now()).toBe(3_601_000)
})

test('timers fire by due time, and those of one instant in the order they were set', async () => {
  const clock = virtualClock()
  const seen: string[] = []
  clock.after(20, () => seen.push('c'))
  clock.after(10, () => seen.push('a'))
  clock.after(10, () => seen.push('b'))
  await clock.run(clock.sleep(30))
  expect(seen).toEqual(['a', 'b', 'c'])
})

test('a timer never fires inside the call that sets it, nor before what waits for the same instant', async () => {
  const clock = virtualClock()
  const seen: string[] = []
  clock.after(0, () => {
    clock.after(0, () => seen.push('inner'))
    seen.push('outer')
  })
  clock.after(0, () => seen.push('second'))
  expect(seen).toEqual([])
  await clock.advance(0)
  expect(seen).toEqual(['outer', 'second', 'inner'])
})

test('what a timer wakes runs to its next wait before the next timer fires', async () => {
  const clock = virtualClock()
  const seen: string[] = []
  const worker = async () => {
    await clock.sleep(10)
    await Promise.resolve().then(() => new Promise((resolve) => setImmediate(resolve)))
    seen.push(`worker at ${clock.now()}`)
  }
  const start = clock.now()
  clock.after(11, () => seen.push('later timer'))
  await clock.run(Promise.all([worker(), clock.sleep(20)]))
  expect(seen).toEqual([`worker at ${start + 10}`, 'later timer'])
})

test('a cancelled timer does not fire', async () => {
  const clock = virtualClock()
  let fired = false
  clock.after(5, () => {
    fired = true
  })()
  await clock.advance(10)
  expect(fired).toBe(false)
})

test('a promise that nothing can settle is an error, not a hang', async () => {
  await expect(virtualClock().run(new Promise(() => {}))).rejects.toThrow('no timer is set')
})

test('a periodic timer does not hide a promise that never settles', async () => {
  const clock = virtualClock({ limitMs: 60_000 })
  const tick = () => void clock.after(10_000, tick)
  tick()
  await expect(clock.run(new Promise(() => {}))).rejects.toThrow('still pending after 60000 ms')
})

test('an aborted sleep rejects with the reason of the signal', async () => {
  const clock = virtualClock()
  const controller = new AbortController()
  clock.after(5, () => controller.abort(new Error('enough')))
  await expect(clock.run(clock.sleep(10_000, controller.signal))).rejects.toThrow('enough')
  await expect(clock.sleep(1, controller.signal)).rejects.toThrow('enough')
})

test('a rejection passes through run', async () => {
  const clock = virtualClock()
  await expect(clock.run(clock.sleep(1).then(() => Promise.reject(new Error('no'))))).rejects.toThrow('no')
})
