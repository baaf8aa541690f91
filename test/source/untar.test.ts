import { expect, test } from 'vitest'
import { tarOf } from '../../src/source/tar.ts'
import { untar } from '../../src/source/untar.ts'

const file = (path: string, text: string) => ({ path, kind: 'file' as const, content: Buffer.from(text) })

test('what was packed comes out again, long and foreign names too', () => {
  const files = [file('a/b.txt', 'b'), file(`long/${'x'.repeat(150)}.txt`, ''), file('maß/ü.txt', 'u'.repeat(600))]
  const out = untar(tarOf(files))
  expect(out.map(({ path, content }) => [path, content.toString()]).sort()).toEqual(
    files.map(({ path, content }) => [path, content.toString()]).sort(),
  )
})

test.each(['../x', '/etc/x', 'a/../../x', 'a\\..\\x'])('%s is left out', (path) => {
  expect(untar(tarOf([file(path, 'x'), file('y', 'y')])).map((one) => one.path)).toEqual(['y'])
})

test('links are left out, and an archive that is cut gives what is whole', () => {
  const archive = tarOf([file('a', 'a'.repeat(2000)), { path: 'b', kind: 'link', content: Buffer.from('/etc/passwd') }])
  expect(untar(archive).map(({ path }) => path)).toEqual(['a'])
  expect(untar(archive.subarray(0, 1024))).toEqual([])
})
