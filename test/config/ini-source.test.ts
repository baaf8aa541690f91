import { expect, test } from 'vitest'
import { iniFile } from '../../src/config/ini-source.ts'

function read(text: string) {
  const result = iniFile('f.ini', text)
  const value = result.ok
    ? Object.fromEntries(
        [...result.value].map(([name, options]) => [
          name,
          Object.fromEntries([...options].map(([key, option]) => [key, option.value])),
        ]),
      )
    : undefined
  return { value, problems: result.problems.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`) }
}

test('options are case-insensitive, sections are not, = and : separate', () => {
  expect(read('[A]\nOne = 1\ntwo: 2 = 3\n[a]\nthree=\n').value).toEqual({
    A: { one: '1', two: '2 = 3' },
    a: { three: '' },
  })
})

test('comments fill whole lines only, and deeper lines continue a value', () => {
  expect(read('[a]\n# no\n; no\nx = 1 # kept\n  and more\ny=2\n').value).toEqual({
    a: { x: '1 # kept\nand more', y: '2' },
  })
})

test('references are written out, [DEFAULT] is inherited', () => {
  expect(read('[DEFAULT]\nroot=r\n[a]\nx=${root}/${b:y}\n[b]\ny=$$5\n').value).toEqual({
    a: { root: 'r', x: 'r/$5' },
    b: { root: 'r', y: '$5' },
  })
})

test('quotes are taken off, with a note', () => {
  expect(read('[a]\nx="1"\ny=\'two\'\n')).toEqual({
    value: { a: { x: '1', y: 'two' } },
    problems: ['config/quoted-value 2:3', 'config/quoted-value 3:3'],
  })
})

const refused: readonly (readonly [string, string, string])[] = [
  ['a lone $', '[a]\nx=5$\n', 'config/bad-reference 2:3'],
  ['a reference to nothing', '[a]\nx=${y}\n', 'config/bad-reference 2:3'],
  ['a circle', '[a]\nx=${y}\ny=${x}\n', 'config/bad-reference 2:3'],
  ['an option twice', '[a]\nx=1\nX=2\n', 'config/duplicate-key 3:1'],
  ['a section twice', '[a]\n[a]\n', 'config/duplicate-section 2:1'],
  ['no section', 'x=1\n', 'config/no-section 1:1'],
  ['no separator', '[a]\nx\n', 'config/syntax 2:1'],
]

test.each(refused)('%s is refused with its place', (_, text, problem) => {
  const { value, problems } = read(text)
  expect(value).toBeUndefined()
  expect(problems[0]).toBe(problem)
})

test('references that multiply are stopped', () => {
  const rows = Array.from({ length: 9 }, (_, n) => `x${n}=${`\${x${n + 1}}`.repeat(9)}`)
  expect(read(`[a]\n${rows.join('\n')}\nx9=y\n`).value).toBeUndefined()
})
