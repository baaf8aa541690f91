import { expect, test } from 'vitest'
import { placesOf, plainValue } from '../../src/config/tree.ts'
import { yamlTree } from '../../src/config/yaml-source.ts'

function read(text: string) {
  const result = yamlTree('f.yaml', text)
  return {
    value: result.ok ? plainValue(result.value) : undefined,
    problems: result.problems.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`),
  }
}

test('every key has its place, also behind a BOM and with CRLF', () => {
  const result = yamlTree('f.yaml', 'a: 1\r\nb:\r\n  c: [x, y]\r\n')
  expect(result.ok ? placesOf(result.value) : {}).toEqual({
    a: { file: 'f.yaml', line: 1, column: 1 },
    b: { file: 'f.yaml', line: 2, column: 1 },
    'b.c': { file: 'f.yaml', line: 3, column: 3 },
    'b.c[0]': { file: 'f.yaml', line: 3, column: 7 },
    'b.c[1]': { file: 'f.yaml', line: 3, column: 10 },
  })
})

test('anchors and merge keys work, and own keys win over merged ones', () => {
  expect(read('a: &x {p: 1, q: 1}\nb: {<<: *x, q: 2}\nc: {<<: [*x, {r: 3}]}\n').value).toEqual({
    a: { p: 1, q: 1 },
    b: { p: 1, q: 2 },
    c: { p: 1, q: 1, r: 3 },
  })
})

test('the last of two equal keys counts, with a warning', () => {
  expect(read('a: 1\nb: 2\na: 3\n')).toEqual({ value: { a: 3, b: 2 }, problems: ['config/duplicate-key 3:1'] })
})

test('octal and base 60 numbers are said', () => {
  expect(read('a: 010\nb: 1:30\nc: "010"\n')).toEqual({
    value: { a: 8, b: 90, c: '010' },
    problems: ['config/octal 1:4', 'config/sexagesimal 2:4'],
  })
})

test('standard tags decide the type of a value', () => {
  expect(read('a: !!str 1\nb: !!float 1\nc: !!int "7"\n').value).toMatchObject({ a: '1', c: 7 })
})

const refused: readonly (readonly [string, string, string])[] = [
  ['a tab', 'a:\n\tb: 1\n', 'config/tab 2:1'],
  ['a second document', 'a: 1\n---\nb: 2\n', 'config/several-documents 2:1'],
  ['a custom tag', 'a: !!python/object:os.system x\n', 'config/custom-tag 1:30'],
  ['a map as key', '? {a: 1}\n: 2\n', 'config/bad-key 1:3'],
  ['an alias to nothing', 'a: *x\n', 'config/unknown-alias 1:4'],
  ['an alias in itself', 'a: &x [*x]\n', 'config/alias-loop 1:8'],
  ['an empty file', '', 'config/empty 1:1'],
  ['comments alone', '# nothing\n', 'config/empty 1:1'],
  ['a merge of no map', 'a: {<<: 1}\n', 'config/bad-merge 1:9'],
]

test.each(refused)('%s is refused with its place', (_, text, problem) => {
  expect(read(text)).toEqual({ value: undefined, problems: [problem] })
})

test('an alias bomb is refused without being expanded', () => {
  const bomb = Array.from({ length: 30 }, (_, n) => `a${n}: &a${n} [${n === 0 ? 'x' : `*a${n - 1}, *a${n - 1}`}]`)
  expect(read(bomb.join('\n')).problems).toEqual(['config/alias-bomb 1:1'])
})

test('values nested beyond reason are refused, not overflowed', () => {
  for (const text of [`a: ${'['.repeat(5000)}`, `a: ${'{a: '.repeat(3000)}`, '- '.repeat(5000)])
    expect(read(text).problems[0]).toMatch(/^config\/(too-deep|syntax)/)
})
