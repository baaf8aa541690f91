import { expect, test } from 'vitest'
import { type FileRead, fileText } from '../../src/config/file-text.ts'

const content = (bytes: Uint8Array | string): FileRead => ({
  kind: 'content',
  bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
})

const refused: readonly (readonly [FileRead, string])[] = [
  [{ kind: 'missing' }, 'config/missing-file'],
  [{ kind: 'directory' }, 'config/not-a-file'],
  [{ kind: 'unreadable', reason: 'permission denied' }, 'config/unreadable'],
  [content(new Uint8Array([0x61, 0xff, 0x62])), 'config/not-text'],
  [content('a'.repeat(1024 * 1024 + 1)), 'config/too-large'],
]

test.each(refused)('%o is refused with %s', (read, code) => {
  const result = fileText('f', read)
  expect(result.ok).toBe(false)
  expect(result.problems).toMatchObject([{ code, place: { file: 'f', line: 1, column: 1 } }])
})

test('a control character is refused with its place', () => {
  expect(fileText('f', content('a: 1\nb: \u0007')).problems).toMatchObject([
    { code: 'config/bad-character', place: { line: 2, column: 4 } },
  ])
})

test('a BOM is dropped and UTF-16 is read', () => {
  expect(fileText('f', content('\ufeffa: é'))).toMatchObject({ value: 'a: é' })
  expect(fileText('f', content(new Uint8Array([0xff, 0xfe, 0x61, 0])))).toMatchObject({ value: 'a' })
})
