import { expect, test } from 'vitest'
import { ageText } from '../../src/report/age-text.ts'

test.each([
  [-5, '0s'],
  [119_000, '119s'],
  [120_000, '2m'],
  [7_199_000, '119m'],
  [7_200_000, '2h'],
  [172_800_000, '2d'],
])('%i ms ago is %s', (ms, text) => {
  expect(ageText(ms)).toBe(text)
})
