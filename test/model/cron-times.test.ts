import { expect, test } from 'vitest'
import { parseCron } from '../../src/model/cron.ts'
import { isTimeZone, nextTimes } from '../../src/model/cron-times.ts'

const times = (text: string, after: string, zone: string, count: number) => {
  const schedule = parseCron(text)
  if (!schedule.ok) throw new Error('no schedule')
  return nextTimes(schedule.value, Date.parse(after), zone, count).map((ms) => new Date(ms).toISOString().slice(0, 16))
}

test.each([
  ['0 * * * *', '2026-01-01T00:00:00Z', 'UTC', ['2026-01-01T01:00', '2026-01-01T02:00']],
  ['* 0 * * *', '2026-01-01T00:58:30Z', 'UTC', ['2026-01-01T00:59', '2026-01-02T00:00']],
  ['30 9 * * 1-5', '2026-01-02T10:00:00Z', 'UTC', ['2026-01-05T09:30', '2026-01-06T09:30']],
  ['0 0 29 2 *', '2026-01-01T00:00:00Z', 'UTC', ['2028-02-29T00:00', '2032-02-29T00:00']],
  ['0 0 13 * 5', '2026-01-01T00:00:00Z', 'UTC', ['2026-01-02T00:00', '2026-01-09T00:00', '2026-01-13T00:00']],
  ['0 0 31 2 *', '2026-01-01T00:00:00Z', 'UTC', []],
  ['30 2 * * *', '2026-03-28T00:00:00Z', 'Europe/Berlin', ['2026-03-28T01:30', '2026-03-30T00:30']],
  ['30 2 * * *', '2026-10-24T12:00:00Z', 'Europe/Berlin', ['2026-10-25T00:30', '2026-10-25T01:30']],
  ['15 4 * * *', '2026-01-01T00:00:00Z', 'Asia/Kolkata', ['2026-01-01T22:45']],
  ['@every 90m', '2026-01-01T00:00:00.5Z', 'UTC', ['2026-01-01T01:30', '2026-01-01T03:00']],
])('%s after %s in %s is due at %j', (text, after, zone, expected) => {
  expect(times(text, after, zone, Math.max(1, expected.length))).toEqual(expected)
})

test('a zone is one of the database', () => {
  expect(['Europe/Berlin', 'UTC', 'Mars/Phobos'].map(isTimeZone)).toEqual([true, true, false])
})
