import { expect, test } from 'vitest'
import { applied } from '../../../src/source/repository/delta.ts'

const base = Buffer.from('hello world')

test('parts of the other object and new bytes are put together', () => {
  const delta = Buffer.from([11, 9, 0x91, 6, 5, 1, 33, 0x90, 3])
  expect(String(applied(delta, base))).toBe('world!hel')
  expect(() => applied(Buffer.from([11, 8, ...delta.subarray(2)]), base)).toThrow('another size')
})

test('a part without a length is the longest one', () => {
  const long = Buffer.alloc(70_000, 'x')
  expect(applied(Buffer.from([0xf0, 0xa2, 4, 0x80, 0x80, 4, 0x80]), long)).toHaveLength(65_536)
})

test('what belongs to another object, or ends early, is refused', () => {
  expect(() => applied(Buffer.from([12, 1, 1, 33]), base)).toThrow('another object')
  expect(() => applied(Buffer.from([11, 1, 0x91]), base)).toThrow()
  expect(() => applied(Buffer.from([11]), base)).toThrow()
})
