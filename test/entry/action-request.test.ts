import { expect, test } from 'vitest'
import type { ActionInputs } from '../../src/entry/action-inputs.ts'
import { overlayOf } from '../../src/entry/action-request.ts'

const given = (texts: Readonly<Record<string, string>>): ActionInputs => ({
  text: (name) => texts[name],
  flag: () => false,
  duration: () => undefined,
  lines: () => [],
})

test('keys to set stand one a line, and their values may have commas', () => {
  expect(overlayOf(given({ set: 'stages.a.args=[1, 2]\n\n  stages.a.batch.retries=3\n' })).set).toEqual([
    'stages.a.args=[1, 2]',
    'stages.a.batch.retries=3',
  ])
})

test('an environment of GitHub is none of the configuration', () => {
  expect(overlayOf(given({ environment: 'production' }))).toEqual({ values: [], set: [] })
  expect(overlayOf(given({ 'config-environment': 'prod' }))).toEqual({ environment: 'prod', values: [], set: [] })
})
