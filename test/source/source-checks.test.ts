import { expect, test } from 'vitest'
import { sourceProblems } from '../../src/source/source-checks.ts'
import type { SourceFile } from '../../src/source/source-file.ts'

const link = (path: string, target: string): SourceFile => ({ path, kind: 'link', content: Buffer.from(target) })
const codes = (...files: SourceFile[]) => sourceProblems({ files, submodules: [] }).map(({ code }) => code)

test.each([
  ['a/b', '../c'],
  ['a', 'missing'],
  ['x/y/z', '../../w'],
])('the link %s to %s stays inside', (path, target) => {
  expect(codes(link(path, target))).toEqual([])
})

test.each([
  ['a', '/etc/passwd'],
  ['a', '../x'],
  ['a/b', '../../x'],
  ['a', '..'],
])('the link %s to %s is refused', (path, target) => {
  expect(codes(link(path, target))).toEqual(['source/link-outside'])
})

test('links are followed: out by way of another one, or round in circles', () => {
  expect(codes(link('a', 'b'), link('b', '../x'))).toHaveLength(2)
  expect(codes(link('a', 'b'), link('b', 'a'))).toHaveLength(2)
})

test('pointers of Git LFS and submodules are said', () => {
  const content = Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n')
  const problems = sourceProblems({ files: [{ path: 'm.bin', kind: 'file', content }], submodules: ['lib'] })
  expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
    ['source/lfs-pointer', 'warning'],
    ['source/submodule', 'warning'],
  ])
})
