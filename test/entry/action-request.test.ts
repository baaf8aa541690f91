import { expect, test } from 'vitest'
import type { ActionInputs } from '../../src/entry/action-inputs.ts'
import { settings } from '../../src/entry/action-request.ts'

const given = (set?: string): ActionInputs => ({
  text: (name) => (name === 'set' ? set : undefined),
  flag: () => false,
  duration: () => undefined,
  lines: () => [],
})

test('keys to set stand one a line, and their values may have commas', () => {
  expect(settings(given('stages.a.args=[1, 2]\n\n  stages.a.batch.retries=3\n'))).toEqual([
    'stages.a.args=[1, 2]',
    'stages.a.batch.retries=3',
  ])
  expect(settings(given())).toEqual([])
})
