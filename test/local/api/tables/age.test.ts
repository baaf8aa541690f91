import { expect, test } from 'vitest'
import { ageOf, spanText } from '../../../../src/local/api/tables/age.ts'

test.each([
  [0, '0s'],
  [119, '119s'],
  [120, '2m'],
  [599, '9m59s'],
  [3600, '60m'],
  [3 * 3600, '3h'],
  [5 * 3600 + 60, '5h1m'],
  [47 * 3600, '47h'],
  [3 * 86_400 + 7200, '3d2h'],
  [400 * 86_400, '400d'],
  [800 * 86_400, '2y70d'],
])('%i seconds are %s', (seconds, text) => {
  expect(spanText(seconds * 1000)).toBe(text)
})

test('an age counts from an instant, and is unknown without one', () => {
  expect(ageOf('2026-01-05T09:00:00Z', Date.UTC(2026, 0, 5, 9, 0, 30))).toBe('30s')
  expect(ageOf('', 0)).toBe('<unknown>')
})
