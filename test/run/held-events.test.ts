import { expect, test } from 'vitest'
import type { RunEvent } from '../../src/run/events.ts'
import { heldEvents } from '../../src/run/held-events.ts'

const note = (message: string): RunEvent => ({ type: 'notice', at: 1, level: 'note', code: 'run/test', message })

test('events are told in their order once they may be, also when what they waited for failed', async () => {
  const told: RunEvent[] = []
  const { promise, reject } = Promise.withResolvers<void>()
  const held = heldEvents((event) => void told.push(event), promise)
  held.emit(note('a'))
  held.emit(note('b'))
  expect(told).toEqual([])
  reject(new Error('no'))
  await held.done()
  held.emit(note('c'))
  expect(told).toEqual([note('a'), note('b'), note('c')])
})
