import { expect, test } from 'vitest'
import { type Column, fieldsText, tableText } from '../../src/report/table.ts'

interface Row {
  readonly name: string
  readonly note: string
}

const columns: readonly Column<Row>[] = [
  { head: 'NAME', cell: ({ name }) => name },
  { head: 'LEN', cell: ({ name }) => String(name.length) },
  { head: 'NOTE', cell: ({ note }) => note, isWide: true },
]
const rows = [
  { name: 'serve', note: 'two  words\n' },
  { name: 'serve-model', note: '' },
]

test.each([
  [{}, 'NAME          LEN\nserve         5\nserve-model   11\n'],
  [{ headers: false }, 'serve         5\nserve-model   11\n'],
  [{ wide: true }, 'NAME          LEN   NOTE\nserve         5     two words\nserve-model   11    -\n'],
])('a table with %j is aligned, and no cell is empty', (options, expected) => {
  expect(tableText(columns, rows, options)).toBe(expected)
})

test('what an object is called cannot move the cursor', () => {
  expect(tableText(columns, [{ name: 'a\u001b[2Jb', note: '' }], { headers: false })).toBe('ab   6\n')
})

test('fields stand one a line', () => {
  expect(
    fieldsText([
      ['name', 'serve'],
      ['namespace', ''],
    ]),
  ).toBe('name       serve\nnamespace  -\n')
})
