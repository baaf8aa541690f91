import { expect, test } from 'vitest'
import { parseExpression } from '../../src/model/expression-parser.ts'
import { type ExpressionContext, evaluateExpression, isTruthy } from '../../src/model/expression-value.ts'

const context: ExpressionContext = {
  outputs: { accuracy: '0.91', prepare: { rows: '1200', label: 'new' } },
  env: { TARGET: 'prod' },
  ref: 'refs/heads/main',
  matrix: { alpha: '0.1' },
  changed: (globs) => globs.includes('train/**'),
  state: 'success',
}

function value(source: string, over: Partial<ExpressionContext> = {}) {
  const parsed = parseExpression(source)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return evaluateExpression(parsed.expression, { ...context, ...over })
}

const cases: readonly (readonly [string, unknown])[] = [
  ['outputs.accuracy >= 0.9', true],
  ['outputs.prepare.rows > 1000 && outputs.prepare.rows < 2000', true],
  ['outputs.prepare.rows == 1200', true],
  ["outputs.prepare.label != 'new'", false],
  ["success() && changed('train/**')", true],
  ["changed('serve/**') || always()", true],
  ['failure()', false],
  ["!startsWith(ref, 'refs/heads/')", false],
  ["contains(ref, 'heads') && endsWith(ref, 'main')", true],
  ["env.TARGET == 'prod' && env.NOTHING == ''", true],
  ['matrix.alpha == 0.1', true],
  ['null == false', false],
  ['\'a\' == "a"', true],
]

test.each(cases)('%s is %s', (source, expected) => {
  expect(value(source)).toEqual({ ok: true, value: expected })
})

test('an output nobody wrote and an order of texts cannot be told', () => {
  expect(value('outputs.prepare.columns > 1')).toMatchObject({ ok: false, message: /never written/ })
  expect(value('outputs.constructor.name > 1')).toMatchObject({ ok: false })
  expect(value('outputs.prepare.label > 1')).toMatchObject({ ok: false, message: /not a number/ })
})

test('what is not reached is not evaluated', () => {
  expect(value('false && outputs.nothing.x > 1')).toEqual({ ok: true, value: false })
})

test('empty, zero, null and "false" count as false', () => {
  expect(['', 0, null, false, 'false'].some(isTruthy)).toBe(false)
  expect(['x', 1, true, '0'].every(isTruthy)).toBe(true)
})
