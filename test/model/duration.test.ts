import { expect, test } from 'vitest'
import { formatDuration, parseDuration } from '../../src/model/duration.ts'

test('durations are numbers with units, or bare seconds', () => {
  const read = ['90s', '10m', '1h30m', '7d', '45', '1.5h', '250ms'].map(parseDuration)
  expect(read).toEqual([90, 600, 5400, 604800, 45, 5400, 0.25])
  expect(parseDuration(30)).toBe(30)
})

test('anything else is not a duration', () => {
  for (const text of ['', 'soon', '10 minutes', '-5s', '1h 30', 'm', '1y']) expect(parseDuration(text)).toBeUndefined()
  expect(parseDuration(-1)).toBeUndefined()
  expect(parseDuration(Number.POSITIVE_INFINITY)).toBeUndefined()
})

test('what is formatted is read back', () => {
  for (const seconds of [0, 1, 59, 60, 90, 3600, 5400, 86400])
    expect(parseDuration(formatDuration(seconds))).toBe(seconds)
  expect(formatDuration(7200)).toBe('2h')
})
