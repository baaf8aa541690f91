import { expect, test } from 'vitest'
import { jobDeadlineSeconds } from '../../src/plan/deadlines.ts'
import { aBatchStage, aPipeline } from '../builders-pipeline.ts'

test('a Job always has a deadline, later than everything the stage may take', () => {
  const stage = aBatchStage({ timeoutSeconds: 100, pendingTimeoutSeconds: 50 })
  expect(jobDeadlineSeconds(aPipeline(), stage)).toBeGreaterThan(150)
  const { timeoutSeconds: _, ...limitless } = stage
  expect(jobDeadlineSeconds(aPipeline({ timeoutSeconds: 7200 }), limitless)).toBeGreaterThan(7200)
  expect(jobDeadlineSeconds(aPipeline(), limitless)).toBeGreaterThan(7 * 24 * 3600)
  expect(Number.isInteger(jobDeadlineSeconds(aPipeline(), { ...stage, timeoutSeconds: 0.5 }))).toBe(true)
})
