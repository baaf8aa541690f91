import { expect, test } from 'vitest'
import { objectReader, objectSizes } from '../../src/source/object-reader.ts'
import { aFolder, aRepository, gitIn } from '../builders-repository.ts'

async function contents(root: string, names: readonly string[], most?: number): Promise<readonly string[] | undefined> {
  const objects = objectReader(root)
  try {
    return (await objects.read(names, most))?.map(({ content }) => String(content))
  } finally {
    objects.close()
  }
}

test('objects are read by their names, in the order they are asked for', async () => {
  const root = aRepository({ a: 'one\ntwo', b: '', c: '\n\n' })
  expect(await contents(root, ['HEAD:c', 'HEAD:a', 'HEAD:b', 'HEAD:a'])).toEqual(['\n\n', 'one\ntwo', '', 'one\ntwo'])
  expect(await contents(root, [])).toEqual([])
})

test('several questions may be open at once', async () => {
  const objects = objectReader(aRepository({ a: '1', b: '2' }))
  const answers = await Promise.all(['HEAD:b', 'HEAD:a', 'HEAD^{tree}'].map((name) => objects.read([name])))
  objects.close()
  expect(answers.map((found) => found?.[0]?.kind)).toEqual(['blob', 'blob', 'tree'])
})

test('more than is wanted is not read', async () => {
  const root = aRepository({ a: '12345', b: '1234567' })
  expect(await contents(root, ['HEAD:a', 'HEAD:b'], 12)).toHaveLength(2)
  expect(await contents(root, ['HEAD:a', 'HEAD:b'], 11)).toBeUndefined()
  const ids = ['a', 'b'].map((path) => gitIn(root, 'rev-parse', `HEAD:${path}`))
  const sizes = await objectSizes(root, ids)
  expect(ids.map((id) => sizes.get(id))).toEqual([5, 7])
})

test('an object that is not there, and a folder without repository, are errors', async () => {
  const id = '0'.repeat(40)
  await expect(contents(aRepository({ a: '1' }), [id])).rejects.toThrow(`there is no object ${id}`)
  await expect(contents(aFolder({}), [id])).rejects.toThrow(/git cat-file failed in .*not a git repo/)
})

test('a question after the end is an error', async () => {
  const objects = objectReader(aRepository({ a: '1' }))
  objects.close()
  await expect(objects.read(['HEAD'])).rejects.toThrow(/git cat-file failed/)
  await expect(objects.read(['HEAD'])).rejects.toThrow(/git cat-file failed/)
})
