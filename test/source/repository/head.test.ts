import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { headOf } from '../../../src/source/repository/head.ts'
import { aFolder, aRepository, gitIn } from '../../builders-repository.ts'

test('a branch is followed, loose and packed, and a commit stands for itself', () => {
  const root = aRepository({ a: '1' })
  const store = join(root, '.git')
  const id = gitIn(root, 'rev-parse', 'HEAD')
  gitIn(root, 'checkout', '-q', '-b', 'feature/ü,b')
  expect(headOf(store)).toEqual({ id, branch: 'feature/ü,b' })
  gitIn(root, 'pack-refs', '--all')
  expect(headOf(store)).toEqual({ id, branch: 'feature/ü,b' })
  gitIn(root, 'checkout', '-q', '--detach')
  expect(headOf(store)).toEqual({ id })
  appendFileSync(join(store, 'packed-refs'), `${id} refs/replace/${id}\n`)
  expect(headOf(store)).toBeUndefined()
})

test('there is none before the first commit, and none that leads elsewhere', () => {
  const empty = aFolder({})
  gitIn(empty, 'init', '-q')
  const store = join(empty, '.git')
  expect(headOf(store)).toBeUndefined()
  for (const text of ['ref: refs/../../outside', 'ref: other', 'nothing']) {
    writeFileSync(join(store, 'HEAD'), `${text}\n`)
    expect(headOf(store)).toBeUndefined()
  }
  writeFileSync(join(store, 'HEAD'), 'ref: refs/heads/one\n')
  writeFileSync(join(store, 'refs/heads/one'), 'ref: refs/heads/two\n')
  expect(headOf(store)).toBeUndefined()
})
