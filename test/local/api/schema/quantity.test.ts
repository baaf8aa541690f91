import { expect, test } from 'vitest'
import { canonicalQuantity, quantityNanos } from '../../../../src/local/api/schema/quantity.ts'

test.each([
  ['1000m', '1'],
  ['1024Mi', '1Gi'],
  ['0.5', '500m'],
  ['1.5Gi', '1536Mi'],
  ['1e3', '1e3'],
  [2, '2'],
  ['.5', '500m'],
  ['1000k', '1M'],
])('%s is spelt %s', (value, spelt) => {
  expect(canonicalQuantity(value)).toBe(spelt)
})

test.each(['', 'one', '1Mb', '1 Gi', {}, '1e99'])('%j is no quantity', (value) => {
  expect(canonicalQuantity(value)).toBeUndefined()
})

test('what is below a billionth counts as one', () => {
  expect([quantityNanos('1'), quantityNanos('100n'), quantityNanos('0.0000000001')]).toEqual([1_000_000_000n, 100n, 1n])
})
