import { expect, test } from 'vitest'
import { ownConfig } from '../../../src/source/repository/own-config.ts'

test('the address of origin is found, otherwise that of the first remote', () => {
  const other = '[remote "other"]\n\turl = git@git.example:a/b.git\n'
  expect(ownConfig(other)).toEqual({ remote: 'git@git.example:a/b.git' })
  expect(ownConfig(`${other}[remote "origin"]\n\turl = https://git.example/c\n\turl = second\n`)).toEqual({
    remote: 'https://git.example/c',
  })
  expect(ownConfig('# none\n; none\n[core]\n\tbare = false\n\tignorecase\n\trepositoryformatversion = 0\n')).toEqual({})
})

test.each([
  '[include]\n\tpath = other',
  '[includeIf "gitdir:x"]\n\tpath = other',
  '[extensions]\n\tobjectFormat = sha256',
  '[core]\n\trepositoryformatversion = 1',
  '[core]\n\tbare = true',
  '[core]\n\tworktree = /elsewhere',
  '[remote "origin"]\n\turl = "quoted"',
  '[remote "origin"]\n\turl = a \\\n b',
  '[remote "origin"] url = a',
  '[remote "or\\"igin"]\n\turl = a',
  'url = a',
  'no config at all',
])('git is asked about %j', (text) => {
  expect(ownConfig(text)).toBeUndefined()
})
