import { expect, test } from 'vitest'
import {
  dashEnd,
  innerValueAt,
  isEnd,
  keyAt,
  pastSpaces,
  type Row,
  rowsOf,
  valueAt,
} from '../../src/config/simple-rows.ts'

const row = (text: string): Row => ({ line: 1, indent: 0, text })

test('rows are the lines that say something', () => {
  expect(rowsOf('a: 1\n\n  # said aside\n  b: 2\n')).toEqual([
    { line: 1, indent: 0, text: 'a: 1' },
    { line: 4, indent: 2, text: '  b: 2' },
  ])
})

test.each([
  ['a tab', 'a:\t1\n'],
  ['an end of a line of Windows', 'a: 1\r\n'],
  ['a character of no Latin letter', 'a: \u{1f600}\n'],
  ['hundreds of brackets in a row', `a: ${'['.repeat(1200)}\n`],
  ['an endless text', 'a: 1\n'.repeat(40_000)],
])('%s needs more thought', (_, text) => {
  expect(rowsOf(text)).toBeUndefined()
})

test('a key ends with a colon and a space', () => {
  expect(keyAt(row('run: a.py'), 0)).toEqual({ source: 'run', isQuoted: false, end: 4 })
  expect(keyAt(row('"a b":'), 0)).toEqual({ source: 'a b', isQuoted: true, end: 6 })
  expect(keyAt(row('python:3.12'), 0)).toBeUndefined()
})

test('a value ends with its row or before a comment', () => {
  expect(valueAt(row('python:3.12 -m x  # why'), 0)?.source).toBe('python:3.12 -m x')
  expect(valueAt(row('a#b'), 0)?.source).toBe('a#b')
  expect(valueAt(row("'it is' "), 0)?.source).toBe('it is')
  for (const text of ['a: b', '"a" b', "'it''s'", '"\\n"', '*a', '&a b', '|', 'a:', '- b'])
    expect(valueAt(row(text), 0), text).toBeUndefined()
})

test('a value between brackets ends with them or with a comma', () => {
  expect(innerValueAt(row('numpy>=2, b'), 0)?.source).toBe('numpy>=2')
  expect(innerValueAt(row('a:1]'), 0)?.source).toBe('a:1')
  expect(innerValueAt(row('"a, b"]'), 0)).toEqual({ source: 'a, b', isQuoted: true, end: 6 })
})

test('ends, dashes and spaces are found', () => {
  expect([isEnd(row('a  '), 1), isEnd(row('a # b'), 1), isEnd(row('a#b'), 1), isEnd(row('a b'), 1)]).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect([dashEnd(row('-   a'), 0), dashEnd(row('-a'), 0), dashEnd(row('-'), 0)]).toEqual([4, undefined, undefined])
  expect(pastSpaces(row('a   b'), 1)).toBe(4)
})
