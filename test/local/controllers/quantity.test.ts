import { expect, test } from 'vitest'
import { milliOf, quantityText } from '../../../src/local/controllers/quantity.ts'

test.each([
  ['1', 1000],
  ['500m', 500],
  ['0.1', 100],
  ['2Gi', 2 * 2 ** 30 * 1000],
  ['1k', 1_000_000],
  ['1e3', 1_000_000],
  ['100u', 1],
  ['nonsense', 0],
])('%s is %d thousandths', (text, milli) => {
  expect(milliOf(text)).toBe(milli)
})

test('amounts are written in the shortest form of their resource', () => {
  expect(quantityText(500, 'requests.cpu')).toBe('500m')
  expect(quantityText(2000, 'requests.cpu')).toBe('2')
  expect(quantityText(2 ** 30 * 1000, 'requests.memory')).toBe('1Gi')
  expect(quantityText(0, 'memory')).toBe('0')
})
