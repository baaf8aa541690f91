import { join } from 'node:path'
import { expect, test } from 'vitest'
import { askGit } from '../../src/source/ask-git.ts'
import { aFolder, aRepository } from '../builders-repository.ts'

test('what the commit tracks is asked for along with the facts', async () => {
  const root = aRepository({ 'a.txt': '1', 'sub/b.txt': '2' })
  const { facts, entries, objects } = askGit(join(root, 'sub'), false)
  expect((await facts)?.folder).toBe('sub')
  const found = (await entries) ?? []
  expect(found.map(({ path }) => path)).toEqual(['a.txt', 'sub/b.txt'])
  const contents = await objects.read(found.map(({ id }) => id))
  expect(contents?.map(({ content }) => String(content))).toEqual(['1', '2'])
  objects.close()
})

test('files that are taken as they lie there are not looked up in a commit', async () => {
  const [lying, outside] = [askGit(aRepository({ a: '1' }), true), askGit(aFolder({ a: '1' }), false)]
  expect(await lying.facts).toBeDefined()
  expect([await lying.entries, await outside.entries]).toEqual([undefined, undefined])
  for (const { objects } of [lying, outside]) objects.close()
})

test('what is closed before it is answered is no accident', async () => {
  const { facts, objects } = askGit(aRepository({ a: '1' }), true)
  objects.close()
  await expect(facts).rejects.toThrow(/git cat-file failed/)
})
