import { expect, test } from 'vitest'
import { byPlace, hasErrors, never, type Problem, ProblemError } from '../../src/model/problem.ts'

const at = (line: number, column: number, code = 'x/y'): Problem => ({
  severity: 'error',
  code,
  message: 'm',
  place: { file: 'f', line, column },
})

test('problems are read from top to bottom, those without a place last', () => {
  const loose: Problem = { severity: 'note', code: 'a/b', message: 'm' }
  expect(byPlace([loose, at(3, 1), at(1, 9), at(1, 2)])).toEqual([at(1, 2), at(1, 9), at(3, 1), loose])
})

test('only errors stop a command', () => {
  expect(hasErrors([{ severity: 'warning', code: 'a/b', message: 'm' }])).toBe(false)
  expect(hasErrors([at(1, 1)])).toBe(true)
})

test('a ProblemError carries all its problems and a readable message', () => {
  const error = new ProblemError('user', [at(1, 1), at(2, 1)])
  expect(error.message).toBe('m; m')
  expect(error.problems).toHaveLength(2)
})

test('never throws when it is reached after all', () => {
  expect(() => never('surprise' as never)).toThrow('surprise')
})
