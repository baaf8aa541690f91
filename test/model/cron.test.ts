import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseCron } from '../../src/model/cron.ts'

const before: Readonly<Record<string, boolean>> = JSON.parse(
  readFileSync('test/conformance/functions.json', 'utf8'),
).cron

/** Where Kubernetes decides otherwise than the rule of earlier releases, and so do we. */
const differs = new Set([
  '0,30, * * * *',
  '0 0 * 0 *',
  '*/0 * * * *',
  '0 0 * * SUN',
  '@daily',
  ' 0 0 * * *',
  '05 * * * *',
  '? * * * *',
])

test.each(Object.entries(before))('the schedule %j was valid: %s', (text, wasValid) => {
  expect(parseCron(text).ok).toBe(differs.has(text) ? !wasValid : wasValid)
})

test.each(['1,5-10 * * * *', '5/2 * * * *', '0 0 * JAN MON-FRI', '@every 1h30m', '*/5 */2 1-7 * 1', '0 0 29 2 *'])(
  '%s is valid, as Kubernetes has it',
  (text) => {
    expect(parseCron(text).ok).toBe(true)
  },
)

test.each([
  ['0 0 * * 7', 'cannot have "7" as its day of the week (0 to 6)', 'Sunday is 0.'],
  ['0 24 * * *', 'cannot have "24" as its hour (0 to 23)', undefined],
  ['*/0 * * * *', 'cannot have "*/0" as its minute (0 to 59)', 'A step is 1 or more.'],
  ['0,30, * * * *', 'cannot have "0,30," as its minute', 'Nothing stands behind the last comma.'],
  ['0 3 * *', 'has 4 fields, not five', undefined],
  ['@dayly', 'is none of @yearly', undefined],
  ['TZ=UTC 0 0 * * *', 'names a time zone', 'Kubernetes refuses that; use --time-zone.'],
  ['@every soon', 'cannot repeat every "soon"', undefined],
  ['10-5 * * * *', 'cannot have "10-5"', undefined],
])('%s: %s', (text, message, hint) => {
  const [problem] = parseCron(text).problems
  expect(problem?.message).toContain(message)
  if (hint !== undefined) expect(problem?.hint).toBe(hint)
})
