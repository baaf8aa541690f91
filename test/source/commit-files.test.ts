import { expect, test } from 'vitest'
import { commitEntries, commitFiles } from '../../src/source/commit-files.ts'
import { aRepository, gitIn, write } from '../builders-repository.ts'

const all = { wanted: () => true, contents: true }

test('files come from the commit, whatever lies in the working tree', async () => {
  const root = aRepository({ 'a.py': 'old', 'dir/run': { script: '#!/bin/sh\n' }, link: { link: 'a.py' }, 'ü b': '' })
  write(root, { 'a.py': 'new', 'other.py': '' })
  const { files } = await commitFiles(root, await commitEntries(root, 'HEAD'), all)
  expect(files.map(({ path, kind, content }) => [path, kind, String(content)])).toEqual([
    ['a.py', 'file', 'old'],
    ['dir/run', 'executable', '#!/bin/sh\n'],
    ['link', 'link', 'a.py'],
    ['ü b', 'file', ''],
  ])
})

test('submodules are listed and not read', async () => {
  const root = aRepository({ a: '1' })
  gitIn(root, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},vendor/lib`)
  gitIn(root, 'commit', '-q', '-m', 'sub')
  expect((await commitFiles(root, await commitEntries(root, 'HEAD'), all)).submodules).toEqual(['vendor/lib'])
})

test('contents are left alone when only paths are wanted', async () => {
  const root = aRepository({ a: 'x', b: 'y' })
  const { files } = await commitFiles(root, await commitEntries(root, 'HEAD'), {
    wanted: (p) => p !== 'b',
    contents: false,
  })
  expect(files.map(({ path, content }) => [path, content.length])).toEqual([['a', 0]])
})
