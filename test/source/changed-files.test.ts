import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { changesSince } from '../../src/source/changed-files.ts'
import { aFolder, aRepository, gitIn } from '../builders-repository.ts'

function twoCommits() {
  const root = aRepository({ 'ml/train/a.py': '1', 'ml/serve/b.py': '1', 'docs/c.md': '1' })
  const base = gitIn(root, 'rev-parse', 'HEAD').trim()
  writeFileSync(join(root, 'ml/train/a.py'), '2')
  gitIn(root, 'commit', '-qam', 'two')
  return { root, folder: join(root, 'ml'), base, head: gitIn(root, 'rev-parse', 'HEAD').trim() }
}

test('files that differ between two commits are changed, in paths of the configuration', async () => {
  const { folder, base, head } = twoCommits()
  const changed = await changesSince(folder, base, head)
  expect(
    [['train/**'], ['serve/**'], ['serve/**', 'train/*.py'], ['../docs/**']].map((globs) => changed?.(globs)),
  ).toEqual([true, false, true, false])
})

test('uncommitted work and new files count when the revision is no commit', async () => {
  const { root, folder, head } = twoCommits()
  writeFileSync(join(root, 'ml/serve/new.py'), '')
  const changed = await changesSince(folder, head, 'worktree-0123')
  expect([['train/**'], ['serve/**']].map((globs) => changed?.(globs))).toEqual([false, true])
})

test('a base that is not there, or no repository, cannot be told', async () => {
  const { folder, head } = twoCommits()
  expect(await changesSince(folder, '0'.repeat(40), head)).toBe(undefined)
  expect(await changesSince(folder, '--output=x', head)).toBe(undefined)
  expect(await changesSince(aFolder({}), head, head)).toBe(undefined)
})
