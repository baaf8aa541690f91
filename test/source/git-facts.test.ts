import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askGit } from '../../src/source/ask-git.ts'
import { withoutCredentials } from '../../src/source/git-facts.ts'
import { aFolder, aRepository, gitIn, write } from '../builders-repository.ts'

async function factsOf(folder: string, env: Readonly<Record<string, string>> = {}) {
  const { facts, objects } = askGit(folder, false, env)
  try {
    return await facts
  } finally {
    objects.close()
  }
}

test('a checkout tells commit, time, branch, remote and folder', async () => {
  const root = aRepository({ 'sub/bodywork.yaml': '' })
  gitIn(root, 'remote', 'add', 'origin', 'https://me:secret@git.example/acme/iris.git')
  expect(await factsOf(join(root, 'sub'))).toEqual({
    root,
    folder: 'sub',
    commit: gitIn(root, 'rev-parse', 'HEAD'),
    committedAt: '2026-01-02T03:04:05.000Z',
    branch: 'main',
    repository: 'https://git.example/acme/iris.git',
    isDirty: false,
  })
})

test('a detached HEAD takes its branch from the CI system', async () => {
  const root = aRepository({ a: '1' })
  gitIn(root, 'checkout', '-q', '--detach')
  expect((await factsOf(root))?.branch).toBeUndefined()
  expect((await factsOf(root, { GITHUB_REF_TYPE: 'branch', GITHUB_REF_NAME: 'dev' }))?.branch).toBe('dev')
  expect((await factsOf(root, { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v1' }))?.branch).toBeUndefined()
  expect((await factsOf(root, { CIRCLE_BRANCH: 'feature/x' }))?.branch).toBe('feature/x')
})

test('a change of a tracked file is seen, a new file is not', async () => {
  const root = aRepository({ a: '1' })
  write(root, { b: '2' })
  expect((await factsOf(root))?.isDirty).toBe(false)
  write(root, { a: '2' })
  expect((await factsOf(root))?.isDirty).toBe(true)
})

test('a folder without repository, or without commit, has no facts', async () => {
  const empty = aFolder({ a: '1' })
  expect(await factsOf(empty)).toBeUndefined()
  gitIn(empty, 'init', '-q')
  expect(await factsOf(empty)).toBeUndefined()
})

test.each([
  ['https://x-access-token:ghs_1@github.com/a/b', 'https://github.com/a/b'],
  ['git@github.com:a/b.git', 'git@github.com:a/b.git'],
  ['../other', '../other'],
])('%s is shown as %s', (url, shown) => {
  expect(withoutCredentials(url)).toBe(shown)
})

test('a checkout that git refuses to read is an error, not a folder without repository', async () => {
  const root = aRepository({ a: '1' })
  process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER'] = '1'
  try {
    await expect(factsOf(root)).rejects.toThrow(/belongs to another user/)
  } finally {
    delete process.env['GIT_TEST_ASSUME_DIFFERENT_OWNER']
  }
})

test('where git itself is missing a plain folder has no facts, and a repository that needs it is a problem', () => {
  const program = `
    const { askGit } = await import(${JSON.stringify(join(process.cwd(), 'src/source/ask-git.ts'))})
    console.log(await askGit(process.argv[1], false).facts.then(String, (error) => error.problems[0].code))`
  const without = (folder: string) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', program, folder], {
      encoding: 'utf8',
      env: { PATH: '' },
    }).stdout.trim()
  expect(without(aFolder({ a: '1' }))).toBe('undefined')
  const root = aRepository({ 'sub/a': '1' })
  expect(without(join(root, 'sub'))).toBe('[object Object]')
  // What only git can tell is a problem there.
  write(root, { 'sub/a': '22' })
  expect(without(join(root, 'sub'))).toBe('source/no-git')
})
