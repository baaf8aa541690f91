import { expect, test } from 'vitest'
import { git, gitOutput } from '../../src/source/git.ts'
import { aFolder, aRepository } from '../builders-repository.ts'

test('the exit code and output of git are values', async () => {
  const root = aRepository({ a: '1' })
  const result = await git(root, ['cat-file', '--batch'], 'HEAD:a\n')
  expect(result.code).toBe(0)
  expect(result.stdout.toString()).toMatch(/ blob 1\n1\n$/)
})

test('an argument is never read by a shell', async () => {
  expect((await git(aRepository({ a: '1' }), ['rev-parse', '$(id)'])).code).not.toBe(0)
})

test('a command that must succeed says which one failed and why', async () => {
  await expect(gitOutput(aFolder({}), ['rev-parse', 'HEAD'])).rejects.toThrow(
    /git rev-parse failed in .*not a git repo/,
  )
})
