import { expect, test } from 'vitest'
import { lateReader } from '../../src/source/late-reader.ts'
import { aRepository } from '../builders-repository.ts'

test('questions are answered in their order, and what was asked before the end still is', async () => {
  const reader = lateReader(aRepository({ a: '1', b: '2' }))
  const asked = Promise.all([reader.read(['HEAD:a']), reader.read(['HEAD:b'])])
  reader.close()
  expect((await asked).map((found) => String(found?.[0]?.content))).toEqual(['1', '2'])
})

test('a question after the end is an error, and an end without a question starts nothing', async () => {
  const root = aRepository({ a: '1' })
  const reader = lateReader(root)
  reader.close()
  await expect(reader.read(['HEAD:a'])).rejects.toThrow(/git cat-file failed/)
  const early = lateReader(root)
  early.start()
  early.close()
})
