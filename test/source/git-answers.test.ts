import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitAnswers, isChanged } from '../../src/source/git-answers.ts'
import { aFolder, aRepository, gitIn, write } from '../builders-repository.ts'

test('git tells the place, the remote of origin, and whether tracked files differ', async () => {
  const root = aRepository({ 'sub/a': '1' })
  const place = { root, folder: 'sub', commit: gitIn(root, 'rev-parse', 'HEAD'), branch: 'main' }
  expect(await gitAnswers(join(root, 'sub'))).toEqual({ place, isDirty: false })
  gitIn(root, 'remote', 'add', 'first', '../first')
  gitIn(root, 'remote', 'add', 'origin', 'https://git.example/a')
  write(root, { 'sub/a': '22' })
  expect(await gitAnswers(join(root, 'sub'))).toEqual({ place, isDirty: true, remote: 'https://git.example/a' })
  expect(await isChanged(root)).toBe(true)
})

test('a folder without repository has no answers', async () => {
  expect(await gitAnswers(aFolder({ a: '1' }))).toBeUndefined()
})
