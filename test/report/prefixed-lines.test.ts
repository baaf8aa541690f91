import { expect, test } from 'vitest'
import { prefixedLines } from '../../src/report/prefixed-lines.ts'

test('pieces become whole lines behind a prefix, and nothing in them is a command', () => {
  const written: string[] = []
  const lines = prefixedLines((text) => void written.push(text), 'validate')
  lines.write('one\n::err')
  lines.write('or::x\r##[error]y\nlast')
  lines.end()
  lines.end()
  expect(written).toEqual([
    'validate | one\n',
    'validate | ::error::x\n',
    'validate | # #[error]y\n',
    'validate | last\n',
  ])
})
