import { expect, test } from 'vitest'
import { commitEntries } from '../../src/source/commit-entries.ts'
import { objectReader } from '../../src/source/object-reader.ts'
import { aFolder, aRepository, gitIn } from '../builders-repository.ts'

test.each(['sha1', 'sha256'])(
  'a commit has the entries that git lists, in its order, with ids by %s',
  async (format) => {
    const root = aFolder({
      'a.py': '1',
      'a/b/c': '2',
      'a/ü d': '3',
      a0: { link: 'a.py' },
      run: { script: '#!/bin/sh\n' },
    })
    gitIn(root, 'init', '-q', `--object-format=${format}`)
    gitIn(root, 'add', '-A')
    gitIn(root, 'commit', '-q', '-m', 'first')
    gitIn(root, 'update-index', '--add', '--cacheinfo', `160000,${gitIn(root, 'rev-parse', 'HEAD')},a/vendor`)
    gitIn(root, 'commit', '-q', '-m', 'more')
    const objects = objectReader(root)
    const found = await commitEntries(objects, gitIn(root, 'rev-parse', 'HEAD'))
    objects.close()
    const listed = gitIn(root, '-c', 'core.quotePath=false', 'ls-tree', '-r', '--full-tree', 'HEAD')
    expect(found.map(({ mode, kind, id, path }) => `${mode} ${kind} ${id}\t${path}`)).toEqual(listed.split('\n'))
  },
)

test('a commit of nothing has no entries', async () => {
  const root = aRepository({ a: '1' })
  gitIn(root, 'rm', '-q', 'a')
  gitIn(root, 'commit', '-q', '-m', 'nothing')
  const objects = objectReader(root)
  expect(await commitEntries(objects, 'HEAD')).toEqual([])
  objects.close()
})
