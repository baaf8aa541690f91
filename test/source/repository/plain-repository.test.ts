import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { plainRepository } from '../../../src/source/repository/plain-repository.ts'
import { aFolder, aRepository, gitIn } from '../../builders-repository.ts'

test('a folder of a checkout has its top, its place in it, and its remote', () => {
  const root = aRepository({ 'sub/a': '1' })
  gitIn(root, 'remote', 'add', 'origin', 'https://git.example/a/b')
  const env = { GIT_TERMINAL_PROMPT: '0', GIT_SSL_CAINFO: '/ca', HOME: '/' }
  expect(plainRepository(join(root, 'sub'), env)).toEqual({
    root,
    folder: 'sub',
    store: join(root, '.git'),
    config: { remote: 'https://git.example/a/b' },
  })
})

test.each<[string, (root: string) => void]>([
  ['replaced objects', (root) => mkdirSync(join(root, '.git/refs/replace'))],
  ['objects elsewhere', (root) => writeFileSync(join(root, '.git/objects/info/alternates'), '/other\n')],
  [
    'a store elsewhere',
    (root) => {
      renameSync(join(root, '.git'), join(root, 'store'))
      writeFileSync(join(root, '.git'), 'gitdir: store\n')
    },
  ],
])('git is asked about a repository with %s', (_name, change) => {
  const root = aRepository({ a: '1' })
  change(root)
  expect(plainRepository(root, {})).toBeUndefined()
})

test('git is asked where its variables say something, and about a folder that is in no checkout', () => {
  const root = aRepository({ a: '1', 'bare/HEAD': '' })
  expect(plainRepository(root, { GIT_DIR: '/other' })).toBeUndefined()
  expect(plainRepository(root, { GIT_CONFIG_COUNT: '1' })).toBeUndefined()
  expect(plainRepository(join(root, 'bare'), {})).toBeUndefined()
  expect(plainRepository(aFolder({ a: '1' }), {})).toBeUndefined()
  expect(plainRepository(join(root, 'none'), {})).toBeUndefined()
})
