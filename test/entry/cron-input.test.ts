import { expect, test } from 'vitest'
import { scheduleName, timeText } from '../../src/entry/cron-input.ts'

const named = (name?: string) => ({
  positionals: [],
  text: (option: string) => (option === 'name' ? name : undefined),
  flag: () => undefined,
  number: () => undefined,
  list: () => [],
})

test('a name that a CronJob cannot have is refused', () => {
  expect(scheduleName(named('iris-nightly'))).toBe('iris-nightly')
  expect(() => scheduleName(named())).toThrow('--name is missing')
  expect(() => scheduleName(named('Iris'))).toThrow('"Iris" cannot be the name of a cronjob')
  expect(() => scheduleName(named('i'.repeat(53)))).toThrow('cannot be the name')
})

test('times are shown by the clocks of the zone', () => {
  const noon = Date.parse('2026-07-01T12:00:00Z')
  expect(timeText(noon, 'Europe/London')).toContain('13:00')
  expect(timeText(noon, undefined)).toContain('12:00')
})
