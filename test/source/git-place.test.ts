import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitPlace } from '../../src/source/git-place.ts'
import { aFolder, aRepository, gitIn } from '../builders-repository.ts'

test('a folder of a checkout has a place, a commit and a branch', async () => {
  const root = aRepository({ 'sub/a': '1' })
  const commit = gitIn(root, 'rev-parse', 'HEAD')
  expect(await gitPlace(join(root, 'sub'))).toEqual({ root, folder: 'sub', commit, branch: 'main' })
  gitIn(root, 'checkout', '-q', '-b', 'feature/a,b')
  expect(await gitPlace(root)).toEqual({ root, folder: '', commit, branch: 'feature/a,b' })
  gitIn(root, 'checkout', '-q', '--detach')
  expect(await gitPlace(root)).toEqual({ root, folder: '', commit })
})

test('a folder without repository, or without commit, has no place', async () => {
  const empty = aFolder({ a: '1' })
  expect(await gitPlace(empty)).toBeUndefined()
  gitIn(empty, 'init', '-q')
  expect(await gitPlace(empty)).toBeUndefined()
})
