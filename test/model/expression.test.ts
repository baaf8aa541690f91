import { expect, test } from 'vitest'
import { asksForState, isFunctionName, referencesOf } from '../../src/model/expression.ts'
import { parseExpression } from '../../src/model/expression-parser.ts'

function parsed(source: string) {
  const result = parseExpression(source)
  if (!result.ok) throw new Error(result.problem.message)
  return result.expression
}

test('references are listed in reading order', () => {
  const expression = parsed('outputs.a.x > 1 && (env.B == "c" || !changed(ref))')
  expect(referencesOf(expression).map((reference) => reference.path.join('.'))).toEqual(['outputs.a.x', 'env.B', 'ref'])
})

test('an expression tells whether it asks for the state of the run', () => {
  expect(asksForState(parsed('outputs.a.x > 1'))).toBe(false)
  expect(asksForState(parsed('!(failure() && true)'))).toBe(true)
  expect(isFunctionName('toString')).toBe(false)
})
