import { expect, test } from 'vitest'
import { readinessIgnoreMs } from '../../../src/run/diagnosis/probes.ts'

test('a probe that allows failures is not taken seriously before it could have succeeded', () => {
  expect(readinessIgnoreMs({ initialDelaySeconds: 10, periodSeconds: 10, failureThreshold: 6 })).toBe(57_000)
  expect(readinessIgnoreMs({ initialDelaySeconds: 10, failureThreshold: 1 })).toBe(0)
})
