import { expect, test } from 'vitest'
import { plainYaml } from '../../src/config/plain-yaml.ts'

test('a document of somebody else becomes plain values', () => {
  expect(plainYaml('a: [1, {b: c}]\n')).toEqual({ a: [1, { b: 'c' }] })
})
