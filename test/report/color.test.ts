import { expect, test } from 'vitest'
import { paint, wantsColor } from '../../src/report/color.ts'

test.each([
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{}, true, true],
  [{}, false, false],
  [{ TERM: 'dumb' }, true, false],
])('with %j and a terminal %s, colour is %s', (env, isTerminal, expected) => {
  expect(wantsColor(env, isTerminal)).toBe(expected)
})

test('paint wraps text and leaves nothing alone', () => {
  expect(paint('x', 'red')).toBe('\u001b[31mx\u001b[0m')
  expect(paint('', 'red')).toBe('')
})
