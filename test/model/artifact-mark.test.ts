import { expect, test } from 'vitest'
import { artifactMark } from '../../src/model/artifact-mark.ts'

const hash = 'ab'.repeat(32)

test.each([
  [`packed:${hash}:7`, { home: 'packed', parts: [{ sha256: hash, bytes: 7 }], isMatrix: false }],
  [`claim:${hash}:7`, { home: 'claim', parts: [{ sha256: hash, bytes: 7 }], isMatrix: false }],
  [`["bucket:${hash}:7"]`, { home: 'bucket', parts: [{ sha256: hash, bytes: 7 }], isMatrix: true }],
  [`["bucket:${hash}:7",null]`, undefined],
  [`["bucket:${hash}:7","claim:${hash}:7"]`, undefined],
  ['[]', undefined],
  ['packed:abc:7', undefined],
  [undefined, undefined],
])('%s', (text, mark) => expect(artifactMark(text)).toEqual(mark))
