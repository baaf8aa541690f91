import { expect, test } from 'vitest'
import type { LogLevel } from '../../src/model/pipeline.ts'
import { atLevel } from '../../src/report/log-level.ts'
import type { RunEvent } from '../../src/run/events.ts'

const notice = (level: 'debug' | 'note' | 'warning' | 'error'): RunEvent => ({
  at: 0,
  type: 'notice',
  level,
  code: 'run/x',
  message: level,
})
const log: RunEvent = { at: 0, type: 'stage.log', stage: 'train', pod: 'p', container: 'c', line: 'log' }

test.each<readonly [LogLevel, readonly string[]]>([
  ['DEBUG', ['debug', 'log', 'note', 'warning', 'error']],
  ['INFO', ['log', 'note', 'warning', 'error']],
  ['WARNING', ['warning', 'error']],
  ['ERROR', ['error']],
  ['CRITICAL', []],
])('%s tells %j', (level, wanted) => {
  const told: string[] = []
  const emit = atLevel(level, (event) => {
    told.push(event.type === 'notice' ? event.message : event.type === 'stage.log' ? event.line : event.type)
  })
  for (const event of [notice('debug'), log, notice('note'), notice('warning'), notice('error')]) emit(event)
  expect(told).toEqual(wanted)
})
