import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSource } from '../../src/source/read-source.ts'
import { aFolder, aRepository, gitIn, write } from '../builders-repository.ts'

const tree = { 'pipe/bodywork.yaml': 'x', 'pipe/train.py': '1', 'data/big.csv': '2', '.bodyworkignore': 'data/\n' }
const request = (folder: string, over = {}) => ({ folder, worktree: false, bundle: true, ...over })

test('a commit gives the same bundle in every clone', async () => {
  const root = aRepository(tree)
  const clone = join(aFolder({}), 'clone')
  gitIn(root, 'clone', '-q', '--depth', '1', `file://${root}`, clone)
  const [one, two] = [await readSource(request(join(root, 'pipe'))), await readSource(request(join(clone, 'pipe')))]
  if (!one.ok || !two.ok) throw new Error('no source')
  expect(two.value.bundle).toEqual(one.value.bundle)
  expect(one.value).toMatchObject({ folder: 'pipe', branch: 'main', commit: gitIn(root, 'rev-parse', 'HEAD') })
  expect(one.value.files).toEqual(['.bodyworkignore', 'pipe/bodywork.yaml', 'pipe/train.py'])
})

test('uncommitted work is left out and said, or taken along', async () => {
  const root = aRepository(tree)
  const before = await readSource(request(root))
  write(root, { 'pipe/train.py': 'changed' })
  const after = await readSource(request(root))
  const taken = await readSource(request(root, { worktree: true }))
  if (!before.ok || !after.ok || !taken.ok) throw new Error('no source')
  expect(after.value.bundle).toEqual(before.value.bundle)
  expect(after.problems.map(({ code }) => code)).toEqual(['source/uncommitted'])
  expect(taken.value.commit).toMatch(/^worktree-[0-9a-f]{12}$/)
  expect(taken.value.bundle?.sha256).not.toBe(before.value.bundle?.sha256)
})

test('a folder that is no repository works, with a note and a revision made of its files', async () => {
  const [one, two] = [await readSource(request(aFolder(tree))), await readSource(request(aFolder(tree)))]
  if (!one.ok || !two.ok) throw new Error('no source')
  expect(one.value.commit).toMatch(/^worktree-/)
  expect(two.value).toEqual(one.value)
  expect(one.problems.map(({ code }) => code)).toEqual(['source/no-repository'])
})

test('a link out of the tree stops it, unless it is ignored or no bundle is made', async () => {
  const root = aRepository({ evil: { link: '/etc' } })
  expect((await readSource(request(root))).ok).toBe(false)
  expect((await readSource(request(root, { bundle: false }))).ok).toBe(true)
  expect((await readSource(request(aRepository({ evil: { link: '/etc' }, '.bodyworkignore': 'evil' })))).ok).toBe(true)
})

test('the text of a file is read from the commit, by its path from the pipeline', async () => {
  const root = aRepository({ 'pipe/requirements.txt': 'six', 'c.txt': 'pip' })
  write(root, { 'pipe/requirements.txt': 'changed' })
  const texts = ['requirements.txt', '../c.txt', 'missing.txt']
  const source = await readSource(request(join(root, 'pipe'), { bundle: false, texts }))
  expect(source.ok && source.value.texts).toEqual({ 'requirements.txt': 'six', '../c.txt': 'pip' })
})
