import { expect, test } from 'vitest'
import { parseExpression } from '../../src/model/expression-parser.ts'

const refused: readonly (readonly [string, number, RegExp])[] = [
  ['outputs.a = 1', 10, /unexpected "="/],
  ['sucess()', 0, /no function "sucess"/],
  ['output.a > 1', 0, /"output" is unknown/],
  ['success( && true', 9, /unexpected "&&"/],
  ['(true', 0, /never closed/],
  ['true false', 5, /unexpected "false"/],
  ['1 < 2 < 3', 6, /cannot be chained/],
  ['', 0, /ends too early/],
  ['changed()', 0, /takes 1 argument/],
  ['success', 0, /"success" is unknown/],
  ['${{ a }}', 4, /"a" is unknown/],
]

test.each(refused)('%s is refused at character %i', (source, offset, message) => {
  const result = parseExpression(source)
  if (result.ok) throw new Error('was accepted')
  expect(result.problem.offset).toBe(offset)
  expect(result.problem.message).toMatch(message)
})

test('a misspelt function gets a suggestion', () => {
  const result = parseExpression('sucess()')
  expect(result.ok ? undefined : result.problem.hint).toBe('Did you mean "success"?')
})

test('&& binds more than ||, and comparisons more than both', () => {
  const result = parseExpression("true || outputs.a >= 0.9 && changed('train/**')")
  expect(result).toMatchObject({
    ok: true,
    expression: { operator: '||', right: { operator: '&&', left: { operator: '>=' }, right: { name: 'changed' } } },
  })
})

test('deep nesting is refused instead of overflowing the stack', () => {
  expect(parseExpression('('.repeat(100_000)).ok).toBe(false)
  expect(parseExpression('!'.repeat(100_000)).ok).toBe(false)
})
