import { expect, test } from 'vitest'
import { compareQuantities, formatBytes, formatCpu, parseQuantity } from '../../src/model/quantity.ts'

test('quantities are read as Kubernetes reads them', () => {
  const cases: Record<string, bigint | undefined> = {
    '1': 1000n,
    '500m': 500n,
    '0.5': 500n,
    '.5': 500n,
    '1.': 1000n,
    '1Ki': 1_024_000n,
    '1k': 1_000_000n,
    '1e3': 1_000_000n,
    '1E': 10n ** 21n,
    '1n': 1n,
    '-1': -1000n,
    '1 Gi': undefined,
    '1kb': undefined,
    Mi: undefined,
    '': undefined,
  }
  for (const [text, milli] of Object.entries(cases)) expect(parseQuantity(text), text).toBe(milli)
})

test('quantities of different units compare', () => {
  expect(compareQuantities('1Gi', '1024Mi')).toBe(0)
  expect(compareQuantities('1G', '1Gi')).toBe(-1)
  expect(compareQuantities('2', '1500m')).toBe(1)
  expect(compareQuantities('2', 'two')).toBeUndefined()
})

test('quantities are written in their canonical form', () => {
  expect(formatCpu(500n)).toBe('500m')
  expect(formatCpu(2000n)).toBe('2')
  expect(formatBytes(parseQuantity('2048Mi') ?? 0n)).toBe('2Gi')
  expect(formatBytes(parseQuantity('100M') ?? 0n)).toBe('100000000')
  expect(formatBytes(0n)).toBe('0')
})
