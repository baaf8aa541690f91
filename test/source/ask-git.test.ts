import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askGit } from '../../src/source/ask-git.ts'
import { aFolder, aRepository } from '../builders-repository.ts'

test('what the commit tracks is asked for along with the facts', async () => {
  const root = aRepository({ 'a.txt': '1', 'sub/b.txt': '2' })
  const { facts, entries } = askGit(join(root, 'sub'), false)
  expect((await facts)?.folder).toBe('sub')
  expect((await entries)?.map(({ path }) => path)).toEqual(['a.txt', 'sub/b.txt'])
})

test('files that are taken as they lie there are not looked up in a commit', async () => {
  const { facts, entries } = askGit(aRepository({ a: '1' }), true)
  expect(await entries).toBeUndefined()
  expect(await facts).toBeDefined()
  expect(await askGit(aFolder({ a: '1' }), false).entries).toBeUndefined()
})
