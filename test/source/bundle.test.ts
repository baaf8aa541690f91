import { createHash, randomBytes } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundleOf, pieceBytes } from '../../src/source/bundle.ts'
import type { SourceFile } from '../../src/source/source-file.ts'
import { tarOf } from '../../src/source/tar.ts'

const file = (path: string, content: Buffer): SourceFile => ({ path, kind: 'file', content })

test('the pieces together are the archive that the hash is of', () => {
  const files = [file('b', randomBytes(2 * pieceBytes)), file('a', Buffer.from('x'))]
  const bundle = bundleOf(files)
  if (!bundle.ok) throw new Error('no bundle')
  const archive = Buffer.concat(bundle.value.pieces.map((piece) => Buffer.from(piece, 'base64')))
  expect(bundle.value.pieces).toHaveLength(3)
  expect(createHash('sha256').update(archive).digest('hex')).toBe(bundle.value.sha256)
  expect(gunzipSync(archive).equals(tarOf(files))).toBe(true)
  expect(bundle.value.files).toEqual(['a', 'b'])
})

test('a piece fits in a ConfigMap of 1 MiB, as JSON too', () => {
  expect(Math.ceil(pieceBytes / 3) * 4).toBeLessThan(1024 * 1024 - 4096)
})

test('nothing in the archive tells when or where it was made', () => {
  const bundle = bundleOf([file('a', Buffer.from('x'))])
  if (!bundle.ok) throw new Error('no bundle')
  expect([...Buffer.from(bundle.value.pieces[0] ?? '', 'base64').subarray(4, 10)]).toEqual([0, 0, 0, 0, 2, 255])
})

test('a source that is too large is refused with its ten largest files and the other two ways', () => {
  const files = Array.from({ length: 12 }, (_, index) => file(`f${index}`, randomBytes(1000 + index)))
  const bundle = bundleOf(files, 5000)
  const problem = bundle.problems[0]
  expect(bundle.ok).toBe(false)
  expect(problem?.message).toMatch(/f11 \(1\.0 KiB\), f10.*f2 \(/)
  expect(problem?.message).not.toContain('f1 (')
  expect(problem?.hint).toMatch(/source: git.*source: image/)
})
