import { expect, test } from 'vitest'
import { redactor } from '../../src/report/redact.ts'
import type { RunEvent } from '../../src/run/events.ts'
import { aFailure, eventsOfFailedRun } from '../builders-events.ts'

test('a secret, its lines and its encodings are replaced', () => {
  const redact = redactor(['pa$$word/with+signs\nsecond line'])
  const base64 = Buffer.from('pa$$word/with+signs\nsecond line').toString('base64')
  expect(redact.text(`a pa$$word/with+signs b second line ${base64}`)).toBe('a *** b *** ***')
  redact.add('k e')
  expect(redact.text('k e')).toBe('k e')
})

test('events are redacted at every depth and otherwise left as they are', () => {
  const redact = redactor(['hunter2hunter2'])
  const seen: RunEvent[] = []
  const emit = redact.events((event) => seen.push(event))
  const events = eventsOfFailedRun(
    aFailure({ lastLines: ['x hunter2hunter2 y'], evidence: [{ path: 'p', value: 'hunter2hunter2' }] }),
  )
  for (const event of events) emit(event)
  expect(JSON.stringify(seen)).not.toContain('hunter2')
  expect(seen).toHaveLength(events.length)
  expect(seen[0]).toBe(events[0])
})
