import { expect, test } from 'vitest'
import { safeLine, splitLines } from '../../src/report/safe-line.ts'

test.each([
  ['##[error]x', '# #[error]x'],
  ['a ##[group]b ##[endgroup]', 'a # #[group]b # #[endgroup]'],
  ['#\u200b#[error]x', '# #[error]x'],
  ['##\u0000[error]x', '# #[error]x'],
  ['## [error]x', '# # [error]x'],
  ['\ufeff::error::x', '::error::x'],
  ['bell\u0007 back\u0008space', 'bell backspace'],
  ['\u001b[2J\u001b[Hcleared', 'cleared'],
  ['\u001b]0;title\u0007text', 'text'],
  ['\u001b[31mred\u001b[0m', '\u001b[31mred\u001b[0m'],
  ['dangling \u001b', 'dangling '],
  ['\u202eabc', 'abc'],
  ['grün 模型 🚀', 'grün 模型 🚀'],
  ['tab\tstays', 'tab\tstays'],
  ['broken \ud800 surrogate', 'broken \ufffd surrogate'.replace('\ufffd', '')],
])('%j is printed as %j', (line, expected) => {
  expect(safeLine(line)).toBe(expected)
})

test('colours go where they are not wanted', () => {
  expect(safeLine('\u001b[31mred\u001b[0m', { keepColor: false })).toBe('red')
})

test('what is removed never uncovers a new command', () => {
  const pieces = ['#', '#', '[', '\u001b', '[', '3', '1', 'm', '\u200b', '\u0000', 'x', ':', '\u001b[0m']
  let seed = 7
  for (let round = 0; round < 3000; round++) {
    let line = ''
    for (let i = 0; i < 12; i++) {
      seed = (seed * 1103515245 + 12345) % 2147483648
      line += pieces[seed % pieces.length]
    }
    expect(safeLine(line, { keepColor: false })).not.toMatch(/##\[/)
    expect(safeLine(line).replace(/\u001b\[[0-9;]*m/g, '')).not.toMatch(/##\[/)
  }
})

test('lines end at LF, CRLF and a lone CR', () => {
  expect(splitLines('a\r\nb\rc\nd')).toEqual(['a', 'b', 'c', 'd'])
})
