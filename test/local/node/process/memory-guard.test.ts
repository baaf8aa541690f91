import { expect, test } from 'vitest'
import { virtualClock } from '../../../../src/local/clock-virtual.ts'
import { memoryGuard } from '../../../../src/local/node/process/memory-guard.ts'

test('the memory of a process and all below it counts', async () => {
  const clock = virtualClock()
  const table = [
    { pid: 10, parent: 1, residentBytes: 40 },
    { pid: 11, parent: 10, residentBytes: 40 },
    { pid: 12, parent: 11, residentBytes: 20 },
    { pid: 20, parent: 1, residentBytes: 1000 },
  ]
  const exceeded: string[] = []
  const guard = memoryGuard(clock, () => table)
  const stops = [
    guard.watch(10, 100, () => exceeded.push('at 100')),
    guard.watch(10 + 1, 59, () => exceeded.push('at 59')),
  ]
  await clock.advance(300)
  expect(exceeded).toEqual(['at 59'])
  for (const stop of stops) stop()
  await clock.advance(5000)
  expect(exceeded).toHaveLength(1)
})
