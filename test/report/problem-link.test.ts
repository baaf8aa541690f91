import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Problem } from '../../src/model/problem.ts'
import { explainedAt, problemLink } from '../../src/report/problem-link.ts'

const problem = (code: string, severity: Problem['severity'] = 'error'): Problem => ({ code, severity, message: 'x' })

test('a code leads to its own heading of the reference', () => {
  expect(problemLink('config/unknown-key')).toMatch(/\/docs\/reference\/problems\.md#configunknown-key$/)
  expect(readFileSync('docs/reference/problems.md', 'utf8')).toContain('\n### config/unknown-key\n')
})

test('one cause leads to its heading, several to the page, warnings to nothing', () => {
  expect(explainedAt([problem('run/locked'), problem('run/locked')])).toMatch(/problems\.md#runlocked\n$/)
  expect(explainedAt([problem('run/locked'), problem('config/tab')])).toMatch(/problems\.md\n$/)
  expect(explainedAt([problem('config/tab', 'warning')])).toBe('')
})
