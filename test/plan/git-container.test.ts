import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { gitContainerFor, gitVolumesFor } from '../../src/plan/git-container.ts'
import { field } from '../../src/plan/objects.ts'
import { aBatchStage, aPipeline, someFacts } from '../builders-pipeline.ts'
import { aFolder, aRepository, gitIn, write } from '../builders-repository.ts'

const stage = aBatchStage({ source: 'git' })

/** Runs the container's script with its folders moved below `root`. */
function clone(url: string, commit: string, root = aFolder({})) {
  const container = gitContainerFor({ pipeline: aPipeline(), facts: someFacts({ git: { url } }) }, stage)
  const script = String(field(container, 'command', 2)).replaceAll('/bodywork/', `${root}/`)
  const env = {
    PATH: process.env['PATH'],
    BODYWORK_GIT_URL: url,
    BODYWORK_GIT_COMMIT: commit,
    GIT_CONFIG_SYSTEM: '/dev/null',
  }
  return { root, ended: spawnSync('sh', ['-c', script], { env, encoding: 'utf8' }) }
}

test('the pinned commit is cloned, although the branch has moved on, and no history stays', () => {
  const origin = aRepository({ a: 'old' })
  const commit = gitIn(origin, 'rev-parse', 'HEAD')
  write(origin, { a: 'new' })
  gitIn(origin, 'commit', '-qam', 'second')
  const { root, ended } = clone(`file://${origin}`, commit)
  expect(ended.stderr).toContain(`source is at ${commit}`)
  expect(readFileSync(join(root, 'work/src/a'), 'utf8')).toBe('old')
  expect(existsSync(join(root, 'work/src/.git'))).toBe(false)
})

test('a commit that is not there fails the container', () => {
  const { ended } = clone(`file://${aRepository({ a: '' })}`, '1'.repeat(40))
  expect(ended.status).not.toBe(0)
})

test('credentials are mounted for the clone alone', () => {
  const context = { pipeline: aPipeline(), facts: someFacts({ git: { url: 'u', secret: 'key', image: 'git:1' } }) }
  expect(gitVolumesFor(context, stage)).toEqual([{ name: 'bodywork-git', secret: { secretName: 'key' } }])
  expect(gitVolumesFor(context, aBatchStage())).toEqual([])
  expect(field(gitContainerFor(context, stage), 'image')).toBe('git:1')
})
