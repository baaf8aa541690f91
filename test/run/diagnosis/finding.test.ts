import { expect, test } from 'vitest'
import { type Finding, failureOf, weigh } from '../../../src/run/diagnosis/finding.ts'

const finding = (key: string, graceMs: number): Finding => ({ key, graceMs, failure: failureOf('crash', key) })

test('a suspicion is final when it has lasted its grace time, counted from its first sight', () => {
  const first = weigh([finding('a', 1000)], { now: 5000, memory: {} })
  expect(first).toMatchObject({ suspected: { message: 'a' }, decideAt: 6000, memory: { a: 5000 } })
  expect(weigh([finding('a', 1000)], { now: 6000, memory: first.memory }).final?.message).toBe('a')
})

test('a suspicion that went away starts anew', () => {
  const gone = weigh([], { now: 5500, memory: { a: 5000 } })
  expect(weigh([finding('a', 1000)], { now: 6000, memory: gone.memory }).decideAt).toBe(7000)
})

test('of several suspicions the one that is final first leads', () => {
  const weighed = weigh([finding('slow', 9000), finding('fast', 10)], { now: 0, memory: {} })
  expect(weighed).toMatchObject({ suspected: { message: 'fast' }, decideAt: 10 })
})

test('long messages are cut to what fits a line', () => {
  expect(failureOf('crash', 'x\n'.repeat(2000)).message.length).toBeLessThanOrEqual(900)
})
