import { expect, test } from 'vitest'
import { outputsWanted, placeholdersIn, substituted, withOutputs } from '../../src/model/placeholders.ts'

test('placeholders are found with their place, escaped ones are none', () => {
  expect(placeholdersIn('a ${b} $${c} ${outputs.d.e} $${outputs.f.g}')).toEqual([
    { name: 'b', offset: 2 },
    { name: 'outputs.d.e', offset: 13 },
  ])
})

test('what has no value stays', () => {
  expect(substituted('${a}-${b}-$${a}', (name) => (name === 'a' ? '1' : undefined))).toBe('1-${b}-${a}')
})

test('outputs are filled in anywhere in a value; bare ones become what they mean', () => {
  const values: Record<string, string> = { 'outputs.a.n': '3', 'outputs.a.t': '1.5x', 'outputs.a.b': 'true' }
  const find = (name: string) => values[name] ?? '?'
  expect(
    withOutputs({ a: ['${=outputs.a.n}', '${outputs.a.n}', '$${outputs.a.n}'], b: { c: '${=outputs.a.t}' } }, find),
  ).toEqual({
    a: [3, '3', '${outputs.a.n}'],
    b: { c: '1.5x' },
  })
  expect(withOutputs(['${=outputs.a.b}', 1, null], find)).toEqual([true, 1, null])
})

test('what a value wants is listed', () => {
  expect(outputsWanted({ a: ['${outputs.a.n}', 'x'], b: '${=outputs.c.d}', c: 1 })).toEqual([
    'outputs.a.n',
    'outputs.c.d',
  ])
})
