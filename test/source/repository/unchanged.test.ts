import { chmodSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commitEntries } from '../../../src/source/commit-entries.ts'
import { lateReader } from '../../../src/source/late-reader.ts'
import { nearGit } from '../../../src/source/repository/near-git.ts'
import { aRepository, gitIn, write } from '../../builders-repository.ts'

async function isUnchanged(root: string): Promise<boolean | undefined> {
  const near = nearGit(root, {}, lateReader(root))
  if (near === undefined) return undefined
  const told = near.isUnchanged(await commitEntries(near.objects, near.place.commit))
  near.objects.close()
  return told
}

const files = { 'a.py': '1', 'sub/b.py': '2', run: { script: '#!/bin/sh\n' }, link: { link: 'a.py' } }

test('a checkout is unchanged, with new files too, also when all of it was written at one moment', async () => {
  const root = aRepository(files)
  write(root, { 'new.py': '' })
  expect(await isUnchanged(root)).toBe(true)
  utimesSync(join(root, '.git/index'), new Date(0), new Date(0))
  expect(await isUnchanged(root)).toBe(true)
})

test('a file that was written at the moment of the index is read', async () => {
  const root = aRepository(files)
  const index = join(root, '.git/index')
  utimesSync(index, new Date(0), new Date(0))
  write(root, { 'a.py': '9' })
  expect(await isUnchanged(root)).toBe(false)
})

test.each<[string, (root: string) => void]>([
  ['a written file', (root) => write(root, { 'a.py': '9' })],
  ['a file that is gone', (root) => rmSync(join(root, 'sub/b.py'))],
  ['another mode', (root) => chmodSync(join(root, 'a.py'), 0o755)],
  [
    'a link to elsewhere',
    (root) => {
      rmSync(join(root, 'link'))
      symlinkSync('run', join(root, 'link'))
    },
  ],
  [
    'a folder in place of a file',
    (root) => {
      rmSync(join(root, 'run'))
      write(root, { 'run/x': '' })
    },
  ],
  [
    'a staged change',
    (root) => {
      write(root, { 'a.py': '9' })
      gitIn(root, 'add', 'a.py')
    },
  ],
  ['a staged removal', (root) => void gitIn(root, 'rm', '-q', '--cached', 'a.py')],
  ['a missing index', (root) => rmSync(join(root, '.git/index'))],
])('git is asked about %s', async (_name, change) => {
  const root = aRepository(files)
  change(root)
  expect(await isUnchanged(root)).toBe(false)
})
