import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ObjectReader } from '../../../src/source/object-reader.ts'
import { nearGit } from '../../../src/source/repository/near-git.ts'
import { aRepository, gitIn, write } from '../../builders-repository.ts'

/** The reader of a repository, and what it had to ask git. */
function readerOf(root: string): { readonly objects: ObjectReader; readonly asked: readonly string[] } {
  const asked: string[] = []
  const git: ObjectReader = {
    read: async (names) => {
      asked.push(...names)
      return undefined
    },
    close: () => asked.push('closed'),
  }
  const objects = nearGit(root, {}, git)?.objects
  if (objects === undefined) throw new Error('no plain repository')
  return { objects, asked }
}

const ids = (root: string, ...names: readonly string[]) => names.map((name) => gitIn(root, 'rev-parse', name))

test('objects come from the checkout while it holds them, otherwise from the store', async () => {
  const root = aRepository({ a: 'one', b: 'two', c: { link: 'a' } })
  write(root, { b: 'new' })
  rmSync(join(root, 'c'))
  const { objects, asked } = readerOf(root)
  const [commit = '', tree = ''] = ids(root, 'HEAD', 'HEAD^{tree}')
  const found = await objects.read([...ids(root, 'HEAD:a', 'HEAD:b', 'HEAD:c'), commit, `${commit}^{tree}`])
  expect(found?.map(({ kind }) => kind)).toEqual(['blob', 'blob', 'blob', 'commit', 'tree'])
  expect(found?.slice(0, 3).map(({ content }) => String(content))).toEqual(['one', 'two', 'a'])
  expect(found?.[4]?.id).toBe(tree)
  expect(await objects.read(ids(root, 'HEAD:a', 'HEAD:b'), 5)).toBeUndefined()
  expect(asked).toEqual([])
  objects.close()
  expect(asked).toEqual(['closed'])
})

test('git is asked for what is missing, damaged, or named in another way', async () => {
  const root = aRepository({ a: 'one', b: 'two' })
  const [a = '', b = ''] = ids(root, 'HEAD:a', 'HEAD:b')
  write(root, { a: 'x', b: 'y' })
  rmSync(join(root, '.git/objects', a.slice(0, 2)), { recursive: true })
  const path = join(root, '.git/objects', b.slice(0, 2), b.slice(2))
  rmSync(path)
  writeFileSync(path, 'damaged')
  const { objects, asked } = readerOf(root)
  await objects.read([a])
  await objects.read([b])
  await objects.read(['HEAD'])
  await objects.read(Array.from({ length: 2000 }, () => b))
  expect(asked).toHaveLength(2003)
  expect(asked.slice(0, 3)).toEqual([a, b, 'HEAD'])
})
