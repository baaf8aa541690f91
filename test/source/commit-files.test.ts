import { expect, test } from 'vitest'
import { commitEntries } from '../../src/source/commit-entries.ts'
import { commitFiles, type WantedFiles } from '../../src/source/commit-files.ts'
import { objectReader } from '../../src/source/object-reader.ts'
import { aRepository, gitIn, write } from '../builders-repository.ts'

const all: WantedFiles = { wanted: () => true, contents: true }

async function filesIn(root: string, how: WantedFiles) {
  const objects = objectReader(root)
  try {
    return await commitFiles(root, objects, await commitEntries(objects, 'HEAD'), how)
  } finally {
    objects.close()
  }
}

test('files come from the commit, whatever lies in the working tree', async () => {
  const root = aRepository({ 'a.py': 'old', 'dir/run': { script: '#!/bin/sh\n' }, link: { link: 'a.py' }, 'ü b': '' })
  write(root, { 'a.py': 'new', 'other.py': '' })
  const { files } = await filesIn(root, all)
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
  expect((await filesIn(root, all)).submodules).toEqual(['vendor/lib'])
})

test('contents are left alone when only paths are wanted', async () => {
  const root = aRepository({ a: 'x', b: 'y' })
  const { files } = await filesIn(root, { wanted: (path) => path !== 'b', contents: false })
  expect(files.map(({ path, content }) => [path, content.length])).toEqual([['a', 0]])
})

test('more than fits is an error that names the largest files', async () => {
  const root = aRepository({ small: '1', large: 'x'.repeat(3000) })
  await expect(filesIn(root, { ...all, most: 3000 })).rejects.toThrow(/the source has .*large \(2\.9 KiB\), small/)
  expect((await filesIn(root, { ...all, most: 3001 })).files).toHaveLength(2)
})
