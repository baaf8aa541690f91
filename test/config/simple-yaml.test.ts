import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { simpleYaml } from '../../src/config/simple-yaml.ts'
import { yamlTree } from '../../src/config/yaml-source.ts'
import { conformanceCases } from '../conformance/reading.ts'

const examples = globSync('examples/*/bodywork.yaml').map((file) => readFileSync(file, 'utf8'))
const texts = [...examples, ...conformanceCases().map(({ text }) => text)]

/** What changes the meaning of a text, or makes it none. */
const strange = [
  ...[' ', '\n', '\n  ', ':', ': ', '- ', '\n- x', '\n    k: v', '# c', ' # c', '\n# c\n', '\n\n', '[', ']', '{', '}'],
  ...[
    ',',
    ', ',
    '"',
    "'",
    '{}',
    '[]',
    '[a, b]',
    '{a: 1}',
    "''",
    '&a ',
    '*a',
    '!',
    '|',
    '>',
    '?',
    '%',
    '<<: ',
    '\n---\n',
  ],
  ...['010', '1:30', 'yes', '~', 'null', '-1', '1.5', '2020-01-01', '.', '/', '\\', '@', '=', '(', 'é', '\t', '--x'],
]

test('nearly every example is simple', () => {
  const simple = examples.filter((text) => simpleYaml('f.yaml', text) !== undefined)
  expect(simple.length / examples.length).toBeGreaterThan(0.8)
})

test('what is simple is read as the library reads it', () => {
  for (const text of texts) expectSame(text)
})

test('what is simple still after a change is read as the library reads it', () => {
  const random = randomNumbers(20260105)
  let simple = 0
  for (let turn = 0; turn < 4000; turn++) {
    const lines = (texts[random(texts.length)] ?? '').split('\n')
    const from = random(lines.length)
    let text = lines.slice(from, from + 1 + random(8)).join('\n')
    for (let change = random(3); change >= 0; change--) {
      const at = random(text.length + 1)
      text = `${text.slice(0, at)}${strange[random(strange.length)]}${text.slice(at + random(3))}`
    }
    if (expectSame(text)) simple++
  }
  expect(simple).toBeGreaterThan(150)
})

test.each([
  ['nothing at all', '# only a comment\n'],
  ['a word alone', 'a\n'],
  ['a key without a value', 'a:\nb: 1\n'],
  ['a value over two lines', 'a: b\n  c\n'],
  ['brackets over two lines', 'a: [b,\n  c]\n'],
  ['a text in a block', 'a: |\n  b\n'],
  ['an anchor', 'a: &x 1\n'],
  ['a merge key', 'a: {<<: 1}\n'],
  ['an indent that nothing began', 'a:\n    b: 1\n  c: 2\n'],
  ['a list in a list', '- - a\n'],
  ['a comma before the end', 'a: [b, ]\n'],
  ['maps in maps without end', `a: ${'{a: '.repeat(30)}1${'}'.repeat(30)}\n`],
])('%s is not simple', (_, text) => {
  expect(simpleYaml('f.yaml', text)).toBeUndefined()
})

/** True when the text was simple. */
function expectSame(text: string): boolean {
  const read = simpleYaml('f.yaml', text)
  if (read === undefined) return false
  expect(read, text).toEqual(yamlTree('f.yaml', text))
  return true
}

/** The same numbers in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % below
  }
}
