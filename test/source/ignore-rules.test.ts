import { expect, test } from 'vitest'
import { ignoreRules } from '../../src/source/ignore-rules.ts'

test.each([
  ['*.csv', ['a.csv', 'x/y.csv'], ['a.csv2', 'csv']],
  ['/data', ['data', 'data/a'], ['x/data']],
  ['data/', ['data/a', 'x/data/b'], ['data']],
  ['docs/*.md', ['docs/a.md'], ['docs/x/a.md', 'x/docs/a.md']],
  ['docs/**', ['docs/a', 'docs/x/y'], ['docs', 'x/docs/a']],
  ['**/test', ['test/a', 'x/y/test'], ['testing']],
  ['a/**/b', ['a/b', 'a/x/y/b'], ['ab']],
  ['file?.t[xy]t', ['file1.txt', 'x/file2.tyt'], ['file.txt', 'file1.tzt']],
  ['[!a]b', ['cb'], ['ab']],
  ['\\#x', ['#x'], ['x']],
  ['# comment\n\n', [], ['# comment', 'x']],
  ['*.bin\n!keep.bin', ['a.bin'], ['keep.bin', 'x/keep.bin']],
  ['big/\n!big/keep', ['big/keep'], []],
])('%j', (text, ignored, kept) => {
  const isIgnored = ignoreRules(text)
  expect([...ignored, ...kept].filter(isIgnored)).toEqual(ignored)
})
