import { expect, test } from 'vitest'
import { severalSummary } from '../../src/report/several-summary.ts'

const rows = [
  { file: 'churn/bodywork.yaml', status: 'succeeded' },
  { file: 'forecast/bodywork.yaml', status: 'failed' },
]

test('all pipelines are in one table, and what each said follows', () => {
  const text = severalSummary(rows, ['## churn\n', '## forecast\n'])
  expect(text).toContain('### 1 of 2 pipelines did not succeed')
  expect(text).toMatch(/`churn\/bodywork\.yaml` *\| *succeeded/)
  expect(text.indexOf('## churn')).toBeLessThan(text.indexOf('## forecast'))
})

test('what has no room is counted', () => {
  const text = severalSummary(rows, ['a'.repeat(500), 'b'.repeat(500)], 1000)
  expect(text).toContain('aaa')
  expect(text).not.toContain('bbb')
  expect(text).toContain('What 1 more said is too long for one page')
})
