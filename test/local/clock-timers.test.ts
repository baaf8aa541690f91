import { expect, test } from 'vitest'
import { timerHeap } from '../../src/local/clock-timers.ts'

test('ten thousand timers come out in order, cancelled ones not at all', () => {
  const heap = timerHeap()
  for (let order = 0; order < 10_000; order++) {
    heap.push({ due: (order * 7919) % 1009, order, callback: () => {}, cancelled: order % 10 === 0 })
  }
  const popped = []
  for (let timer = heap.pop(); timer !== undefined; timer = heap.pop()) popped.push(timer)
  expect(popped).toHaveLength(9000)
  expect(popped).toEqual(popped.toSorted((a, b) => a.due - b.due || a.order - b.order))
  expect(heap.peek()).toBeUndefined()
})
