import { expect, test } from 'vitest'
import { nextTime, parseSchedule } from '../../../../src/local/controllers/cron/schedule.ts'

function next(text: string, after: string, zone = 'UTC'): string | undefined {
  const schedule = parseSchedule(text)
  if (schedule === undefined) throw new Error(`no schedule: ${text}`)
  const found = nextTime(schedule, Date.parse(after), zone)
  return found === undefined ? undefined : new Date(found).toISOString().slice(0, 16)
}

test.each([
  ['* * * * *', '2026-01-05T09:00:00Z', '2026-01-05T09:01'],
  ['*/15 * * * *', '2026-01-05T09:14:59Z', '2026-01-05T09:15'],
  ['0 6 * * *', '2026-01-05T06:00:00Z', '2026-01-06T06:00'],
  ['30 4 1,15 * *', '2026-01-05T00:00:00Z', '2026-01-15T04:30'],
  ['0 0 1 1 *', '2026-01-05T00:00:00Z', '2027-01-01T00:00'],
  ['0 0 29 2 *', '2026-01-05T00:00:00Z', '2028-02-29T00:00'],
  ['0 9 * * mon-fri', '2026-01-09T10:00:00Z', '2026-01-12T09:00'],
  ['0 0 13 * fri', '2026-01-05T00:00:00Z', '2026-01-09T00:00'],
  ['5-10/5 3 * JAN *', '2026-01-05T03:05:00Z', '2026-01-05T03:10'],
  ['@hourly', '2026-01-05T09:30:00Z', '2026-01-05T10:00'],
  ['@weekly', '2026-01-05T09:30:00Z', '2026-01-11T00:00'],
  ['@every 90m', '2026-01-05T09:30:00Z', '2026-01-05T11:00'],
])('%s after %s is %s', (text, after, expected) => {
  expect(next(text, after)).toBe(expected)
})

test('a schedule that is never due has no next time', () => {
  expect(next('0 0 31 2 *', '2026-01-05T00:00:00Z')).toBeUndefined()
})

test('times are of the zone, in summer and in winter', () => {
  expect(next('0 6 * * *', '2026-01-05T00:00:00Z', 'Europe/Berlin')).toBe('2026-01-05T05:00')
  expect(next('0 6 * * *', '2026-07-05T00:00:00Z', 'Europe/Berlin')).toBe('2026-07-05T04:00')
})

test('an hour that is skipped does not fire, one that repeats fires twice', () => {
  expect(next('30 2 * * *', '2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-30T00:30')
  const first = next('30 2 * * *', '2026-10-24T12:00:00Z', 'Europe/Berlin')
  expect(first).toBe('2026-10-25T00:30')
  expect(next('30 2 * * *', `${first}:00Z`, 'Europe/Berlin')).toBe('2026-10-25T01:30')
})

test.each([
  '',
  '* * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 0 * *',
  '* * * 13 *',
  '*/0 * * * *',
  '5-1 * * * *',
  '@often',
  'a b c d e',
])('no schedule: "%s"', (text) => {
  expect(parseSchedule(text)).toBeUndefined()
})

test('the names of what every object has are no schedules', () => {
  for (const text of ['__proto__', 'constructor', 'toString']) expect(parseSchedule(text)).toBeUndefined()
})
