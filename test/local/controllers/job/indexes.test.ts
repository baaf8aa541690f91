import { expect, test } from 'vitest'
import { formatIndexes, parseIndexes } from '../../../../src/local/controllers/job/indexes.ts'

test('runs of three and more are joined by a dash, pairs by a comma', () => {
  expect(formatIndexes([7, 1, 2, 4, 5, 6])).toBe('1,2,4-7')
  expect(formatIndexes([])).toBe('')
})

test('what is written is read back', () => {
  for (const indexes of [[], [0], [0, 1], [0, 2, 3, 4, 9]])
    expect([...parseIndexes(formatIndexes(indexes))]).toEqual(indexes)
})
