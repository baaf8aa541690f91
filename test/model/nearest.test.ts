import { expect, test } from 'vitest'
import { didYouMean, nearest } from '../../src/model/nearest.ts'

test.each([
  ['trian', ['train', 'serve'], 'train'],
  ['memory_request_md', ['memory_request_mb', 'cpu_request'], 'memory_request_mb'],
  ['secrets-group', ['secrets_group', 'name'], 'secrets_group'],
  ['Serve', ['serve'], 'serve'],
])('%s is taken for the nearest of %j', (word, candidates, expected) => {
  expect(nearest(word, candidates)).toBe(expected)
})

test('a word that is far from everything has no neighbour', () => {
  expect(nearest('frobnicate', ['train', 'serve'])).toBeUndefined()
  expect(didYouMean('x', [])).toBeUndefined()
})
