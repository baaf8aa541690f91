import { expect, test } from 'vitest'
import { exitCodeForProblem, exitCodeForRun } from '../../src/entry/exit-codes.ts'

test.each([
  ['succeeded', 'not-needed', 0],
  ['failed', 'restored', 1],
  ['failed', 'not-needed', 1],
  ['failed', 'restore-failed', 4],
  ['refused', 'not-needed', 3],
  ['cancelled', 'deferred', 130],
] as const)('a run that %s with rollback %s exits %i', (outcome, rollback, code) => {
  expect(exitCodeForRun(outcome, rollback)).toBe(code)
})

test.each([
  ['user', 2],
  ['cluster', 3],
  ['lock', 5],
  ['missing', 1],
] as const)('a %s problem exits %i', (kind, code) => {
  expect(exitCodeForProblem(kind)).toBe(code)
})
