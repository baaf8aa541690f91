import { expect, test } from 'vitest'
import { durationText } from '../../src/report/duration-text.ts'
import { jsonLines } from '../../src/report/json-lines.ts'
import { plainText } from '../../src/report/plain-text.ts'
import { eventsOfFailedRun } from '../builders-events.ts'

test('a failed run in plain lines', async () => {
  let text = ''
  const emit = plainText(
    (chunk) => {
      text += chunk
    },
    { color: false },
  )
  for (const event of eventsOfFailedRun()) emit(event)
  await expect(text).toMatchFileSnapshot('../golden/report/failed.txt')
})

test('with colour each stage has its own', () => {
  let text = ''
  const emit = plainText(
    (chunk) => {
      text += chunk
    },
    { color: true },
  )
  for (const event of eventsOfFailedRun()) emit(event)
  expect(text).toContain('\u001b[36mtrain\u001b[0m | epoch 1')
  expect(text).toContain('\u001b[35mserve\u001b[0m | ')
})

test('JSON lines carry the version of their format', () => {
  let text = ''
  const emit = jsonLines((chunk) => {
    text += chunk
  })
  for (const event of eventsOfFailedRun()) emit(event)
  const parsed = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(parsed.every((event) => event.v === 1)).toBe(true)
  expect(parsed.at(-1).type).toBe('run.finished')
})

test.each([
  [0, '0.0 s'],
  [1234, '1.2 s'],
  [12_400, '12 s'],
  [60_000, '1 min'],
  [185_000, '3 min 5 s'],
  [7_440_000, '2 h 4 min'],
  [-5, '0.0 s'],
])('%i ms is said as %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})
