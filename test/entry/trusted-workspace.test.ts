import { execFileSync } from 'node:child_process'
import { chownSync, readdirSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { trustedWorkspace } from '../../src/entry/trusted-workspace.ts'
import { aRepository } from '../builders-repository.ts'

const valuesOf = (env: Readonly<Record<string, string>>) => {
  const { GIT_CONFIG_COUNT, ...rest } = trustedWorkspace(env)
  return [GIT_CONFIG_COUNT, ...Object.keys(rest).flatMap((name) => (name.includes('VALUE') ? [rest[name]] : []))]
}

test('the workspace, the folders on the way to the configuration and what lies in it are trusted', () => {
  expect(valuesOf({ GITHUB_WORKSPACE: '/__w/iris/iris', INPUT_CONFIG: 'ml/models/bodywork.yaml' })).toEqual([
    '4',
    '/__w/iris/iris',
    '/__w/iris/iris/ml',
    '/__w/iris/iris/ml/models',
    '/__w/iris/iris/*',
  ])
})

test.each(['*/bodywork.yaml', '../other/bodywork.yaml', 'bodywork.yaml'])('nothing else is for %s', (config) => {
  expect(valuesOf({ GITHUB_WORKSPACE: '/w', INPUT_CONFIG: config })).toEqual(['2', '/w', '/w/*'])
})

test('what the environment gives git already stays, and without a workspace nothing is said', () => {
  expect(trustedWorkspace({ GITHUB_WORKSPACE: '/w', GIT_CONFIG_COUNT: '3' })).toMatchObject({
    GIT_CONFIG_COUNT: '5',
    GIT_CONFIG_KEY_3: 'safe.directory',
  })
  expect(trustedWorkspace({})).toEqual({})
})

/** Only root can give files away. */
test.runIf(process.getuid?.() === 0)('git reads a repository of another user through a link, too', () => {
  const root = aRepository({ 'bodywork.yaml': 'x' })
  for (const path of ['', ...readdirSync(root, { recursive: true, encoding: 'utf8' })])
    chownSync(join(root, path), 1001, 1001)
  const link = join(tmpdir(), `link-${process.pid}-${Date.now()}`)
  symlinkSync(root, link)
  const head = (env: Readonly<Record<string, string>>) =>
    execFileSync('git', ['-C', link, 'rev-parse', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', ...env },
    })
  expect(() => head({})).toThrow()
  expect(head(trustedWorkspace({ GITHUB_WORKSPACE: link }))).toMatch(/^[0-9a-f]{40}\n$/)
})
