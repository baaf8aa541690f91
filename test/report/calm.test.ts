import { expect, test } from 'vitest'
import { calm } from '../../src/report/calm.ts'
import type { RunEvent } from '../../src/run/events.ts'

function passed(events: readonly RunEvent[]): readonly RunEvent[] {
  const seen: RunEvent[] = []
  const emit = calm((event) => void seen.push(event))
  for (const event of events) emit(event)
  return seen
}

const waiting = (at: number, ready: number, message = 'starting'): RunEvent => ({
  type: 'stage.waiting',
  at,
  stage: 'serve',
  reason: 'not-ready',
  message,
  ready,
  wanted: 50,
})

test('counts that run are told every five seconds', () => {
  const counting = Array.from({ length: 50 }, (_, ready) => waiting(ready * 250, ready))
  expect(passed(counting).map((event) => event.at)).toEqual([0, 5000, 10_000])
})

test('a new state is told at once, and all else always', () => {
  const finished: RunEvent = { type: 'wave.finished', at: 300, stages: ['serve'] }
  expect(passed([waiting(0, 0), waiting(100, 0, 'pulling'), waiting(200, 1, 'pulling'), finished])).toHaveLength(3)
})

test('a stage that starts again begins anew', () => {
  const again: RunEvent = { type: 'stage.started', at: 50, stage: 'serve', kind: 'service', attempt: 2 }
  expect(passed([waiting(0, 0), again, waiting(60, 0)])).toHaveLength(3)
})
