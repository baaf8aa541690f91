import { expect, test } from 'vitest'
import type { Problem } from '../../src/model/problem.ts'
import { problemLink } from '../../src/report/problem-link.ts'
import { problemLines } from '../../src/report/problem-text.ts'

const problem: Problem = {
  severity: 'error',
  code: 'config/unknown-stage',
  message: 'DAG names "trian"',
  hint: 'Did you mean "train"?',
  place: { file: 'bodywork.yaml', line: 2, column: 6 },
}

test('a problem shows its line with a caret and what to do', () => {
  expect(problemLines([problem], { color: false, sources: { 'bodywork.yaml': 'a: 1\nDAG: trian\n' } })).toBe(
    'bodywork.yaml:2:6: error: DAG names "trian" [config/unknown-stage]\n  2 | DAG: trian\n    |      ^\n  hint: Did you mean "train"?\n' +
      `explained at ${problemLink('config/unknown-stage')}\n`,
  )
})

test('colour is there only when asked for', () => {
  expect(problemLines([problem], { color: true })).toContain('\u001b[31m')
  expect(problemLines([problem], { color: false })).not.toContain('\u001b')
})

test('a line with a likely credential is never shown', () => {
  const leak = { ...problem, code: 'config/credential' }
  expect(problemLines([leak], { color: false, sources: { 'bodywork.yaml': 'a\nkey: s3cret' } })).not.toContain('s3cret')
})

test('a very long line is cut around the caret and control characters are not printed', () => {
  const far = { ...problem, place: { file: 'f', line: 1, column: 500 } }
  const text = problemLines([far], { color: false, sources: { f: `${'x'.repeat(499)}\u001b${'y'.repeat(900)}` } })
  expect(
    Math.max(
      ...text
        .split('\n')
        .filter((line) => !line.startsWith('explained'))
        .map((line) => line.length),
    ),
  ).toBeLessThan(140)
  expect(text).not.toContain('\u001b')
})
