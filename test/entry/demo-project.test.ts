import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { demoProject, exampleFolder } from '../../src/entry/demo-project.ts'
import { gitOutput } from '../../src/source/git.ts'

test('the demo is a repository with the example, which can be broken by a commit and leaves nothing behind', async () => {
  const project = await demoProject(await exampleFolder())
  const log = async () =>
    String(await gitOutput(project.folder, ['log', '--format=%s']))
      .trim()
      .split('\n')
  expect(await log()).toEqual(['A classifier of flowers'])
  await project.breakService()
  expect(await log()).toHaveLength(2)
  expect(readFileSync(join(project.folder, 'serve.py'), 'utf8')).toMatch(/^import package_nobody_installed\n/)
  await project.remove()
  expect(existsSync(project.folder)).toBe(false)
})
