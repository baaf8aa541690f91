import { expect, test } from 'vitest'
import { git, gitOutput, startGit } from '../../src/source/git.ts'
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

test('a git that runs can be told more, and heard before its end', async () => {
  const heard = await new Promise<string>((resolve) => {
    const started = startGit(aRepository({ a: '1' }), ['cat-file', '--batch'], {
      takesInput: true,
      onOutput: (piece) => {
        resolve(String(piece))
        started.finish()
      },
    })
    started.tell('HEAD:a\n')
  })
  expect(heard).toMatch(/ blob 1\n/)
})

test('a git that runs can be stopped', async () => {
  const started = startGit(aRepository({ a: '1' }), ['cat-file', '--batch'], { takesInput: true })
  started.stop()
  expect((await started.ended).code).not.toBe(0)
})
