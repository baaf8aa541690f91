import { expect, test } from 'vitest'
import { readFileCommands } from './file-commands.ts'
import { readLog } from './log-reader.ts'

test('commands at a line start are obeyed, and ##[ anywhere', () => {
  const log = readLog(
    '::group::a\nx\n::endgroup::\n  ::error file=f,line=3,title=t::m%0An\nabc ##[warning]w\nplain ::error::no\n',
  )
  expect(log.groups).toEqual([{ name: 'a', lines: ['x'] }])
  expect(log.annotations).toEqual([
    { level: 'error', message: 'm\nn', file: 'f', line: 3, title: 't' },
    { level: 'warning', message: 'w' },
  ])
  expect(log.lines).toContain('plain ::error::no')
})

test('a lone CR starts a line, and invisible characters do not hide a command', () => {
  expect(readLog('50%\r::error::x').annotations).toHaveLength(1)
  expect(readLog('\u200b::error::x').annotations).toHaveLength(1)
  expect(readLog('a #\u0000#[error]x').annotations).toHaveLength(1)
})

test('masks hold from where they are given', () => {
  expect(readLog('abc\n::add-mask::abc\nabc\n').lines).toEqual(['abc', '***', ''])
})

test('between stop-commands and its token nothing is obeyed', () => {
  expect(readLog('::stop-commands::tok\n::error::x\n::tok::\n::error::y').annotations).toEqual([
    { level: 'error', message: 'y' },
  ])
})

test('file commands are lines and blocks, and broken ones are refused', () => {
  expect(readFileCommands('a=1\nb<<X\n1\n2\nX\n')).toEqual({ a: '1', b: '1\n2' })
  expect(() => readFileCommands('b<<X\n1')).toThrow('invalid file command')
})
