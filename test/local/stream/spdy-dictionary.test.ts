import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { spdyDictionary } from '../../../src/local/stream/spdy-dictionary.ts'

test('it is the text of the protocol, byte for byte', () => {
  expect(spdyDictionary()).toHaveLength(1423)
  expect(crc32(spdyDictionary())).toBe(80_234_766)
})
