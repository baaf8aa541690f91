import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { indexEntries } from '../../../src/source/repository/index-file.ts'
import { aRepository, gitIn } from '../../builders-repository.ts'

const indexOf = (root: string) => readFileSync(join(root, '.git/index'))

test('the entries are those that git lists', () => {
  const root = aRepository({ 'a.py': '1', 'a/ü d': '3', a0: { link: 'a.py' }, [`n/${'x'.repeat(200)}`]: '' })
  const entries = indexEntries(indexOf(root)) ?? []
  const listed = gitIn(root, '-c', 'core.quotePath=false', 'ls-files', '--stage').split('\n')
  expect(entries.map(({ mode, id, path }) => `${mode.toString(8)} ${id} 0\t${path}`)).toEqual(listed)
  const found = statSync(join(root, 'a.py'), { bigint: true })
  expect(entries[0]?.stat).toMatchObject({ modifiedAt: found.mtimeNs, changedAt: found.ctimeNs, bytes: 1 })
})

test.each([
  ['an entry that is believed to be unchanged', ['update-index', '--assume-unchanged', 'a']],
  ['an entry that is not checked out', ['update-index', '--skip-worktree', 'a']],
  ['an index of another version', ['update-index', '--index-version', '4']],
  ['an index in two files', ['update-index', '--split-index']],
])('git is asked about %s', (_name, words) => {
  const root = aRepository({ a: '1', b: '2' })
  expect(indexEntries(indexOf(root))).toHaveLength(2)
  gitIn(root, ...words)
  expect(indexEntries(indexOf(root))).toBeUndefined()
})

test('git is asked about very many entries, and about another file', () => {
  const index = indexOf(aRepository({ a: '1' }))
  index.writeUInt32BE(1_000_000, 8)
  expect(indexEntries(index)).toBeUndefined()
  expect(indexEntries(Buffer.from('no index at all'))).toBeUndefined()
})
