import { expect, test } from 'vitest'
import { setValues } from '../../src/source/helm-set.ts'

test('names and dots become a tree, the later ones win', () => {
  const set = {
    'image.tag': 'v1',
    image: { tag: 'x', name: 'y' },
    'image.name': 'z',
    n: null,
    list: [1],
    'a\\.b/c.d': true,
  }
  expect(setValues(set)).toEqual({
    tree: { image: { tag: 'x', name: 'z' }, n: null, list: [1], 'a.b/c': { d: true } },
    others: {},
  })
})

test('what only the command line can say stays there', () => {
  expect(setValues({ 'a[0].b': 1, 'c,d': 2, '': 3, e: 4 })).toEqual({
    tree: { e: 4 },
    others: { 'a[0].b': 1, 'c,d': 2, '': 3 },
  })
})

test('a name that objects have by themselves is one like any other', () => {
  expect(setValues({ 'constructor.a': 1 }).tree).toEqual({ constructor: { a: 1 } })
})
