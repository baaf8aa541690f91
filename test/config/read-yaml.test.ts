import { expect, test } from 'vitest'
import { readYaml } from '../../src/config/read-yaml.ts'
import { placesOf, plainValue } from '../../src/config/tree.ts'

test.each([
  ['simple', 'a: {b: 1}\n'],
  ['not simple', 'a: {b: !!int "1"}\n'],
])('a text that is %s has values and places', async (_, text) => {
  const read = await readYaml('f.yaml', text)
  expect(read.ok ? plainValue(read.value) : undefined).toEqual({ a: { b: 1 } })
  expect(read.ok ? placesOf(read.value) : undefined).toMatchObject({ 'a.b': { file: 'f.yaml', line: 1, column: 5 } })
})

test('a text that is none has a reason', async () => {
  const read = await readYaml('f.yaml', 'a: [1\n')
  expect(read.problems.map(({ code }) => code)).toEqual(['config/syntax'])
})
