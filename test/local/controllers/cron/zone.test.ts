import { expect, test } from 'vitest'
import { isZone, zoneClock } from '../../../../src/local/controllers/cron/zone.ts'

test('only names of the time zone database are zones', () => {
  expect(['Europe/Berlin', 'Etc/UTC', 'Mars/Base', ''].map(isZone)).toEqual([true, true, false, false])
})

test.each([
  ['Europe/Berlin', Date.UTC(2026, 0, 5, 12), 13],
  ['Europe/Berlin', Date.UTC(2026, 6, 5, 12), 14],
  ['Asia/Kathmandu', Date.UTC(2026, 0, 5, 12), 17],
])('clocks in %s', (zone, ms, hour) => {
  expect(new Date(zoneClock(zone).wall(ms)).getUTCHours()).toBe(hour)
})

test.each([
  ['Europe/Berlin', Date.UTC(2026, 2, 29), '2026-03-28T23:00:00.000Z'],
  ['America/Sao_Paulo', Date.UTC(2018, 10, 4), '2018-11-04T03:00:00.000Z'],
])('a day in %s begins at its first instant, also where midnight is left out', (zone, day, start) => {
  expect(new Date(zoneClock(zone).dayStart(day / 86_400_000)).toISOString()).toBe(start)
})
