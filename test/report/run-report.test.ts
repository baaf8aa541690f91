import { expect, test } from 'vitest'
import { reportKeeper } from '../../src/report/run-report.ts'
import { eventsOfFailedRun } from '../builders-events.ts'

test('a report can be read at any moment and holds the whole run at the end', () => {
  const keeper = reportKeeper()
  const events = eventsOfFailedRun()
  for (const event of events.slice(0, 4)) keeper.emit(event)
  expect(keeper.report()).toMatchObject({
    outcome: 'running',
    stages: [
      { name: 'train', outcome: 'running' },
      { name: 'serve', outcome: 'waiting' },
    ],
  })
  for (const event of events.slice(4)) keeper.emit(event)
  expect(keeper.report()).toMatchObject({
    formatVersion: 1,
    pipeline: 'iris',
    outcome: 'failed',
    revision: 4,
    stages: [
      { name: 'train', outcome: 'succeeded', outputs: { accuracy: '0.97' }, startedAt: 1002, finishedAt: 8002 },
      { name: 'serve', kind: 'service', outcome: 'failed', failure: { cause: 'oom' } },
    ],
    rollback: { outcome: 'restored', verified: true },
  })
})

test('debug notices are left out and the rest is kept within bounds', () => {
  const keeper = reportKeeper()
  for (let i = 0; i < 500; i++) keeper.emit({ type: 'notice', at: 0, level: 'warning', code: 'x/y', message: `m${i}` })
  keeper.emit({ type: 'notice', at: 0, level: 'debug', code: 'x/y', message: 'quiet' })
  expect(keeper.report().notices).toHaveLength(200)
  expect(keeper.report().notices.at(-1)?.message).toBe('m499')
})

test('a hook that is in no step appears once it runs', () => {
  const keeper = reportKeeper()
  for (const event of eventsOfFailedRun()) keeper.emit(event)
  keeper.emit({ type: 'stage.started', at: 20_000, stage: 'notify', kind: 'batch', attempt: 1 })
  expect(keeper.report().stages.map((stage) => stage.name)).toEqual(['train', 'serve', 'notify'])
})
