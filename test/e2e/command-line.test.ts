import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'bodywork-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bodywork = (...words: string[]) =>
  spawnSync(process.execPath, [join(process.cwd(), 'dist/index.js'), ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder },
  })

test('the built program tells its version and its commands', () => {
  expect(bodywork('version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect(bodywork('help').stdout).toContain('Usage: bodywork COMMAND')
})

test('wrong words exit 2 with a hint and no stack trace', () => {
  const { status, stderr } = bodywork('verison')
  expect(status).toBe(2)
  expect(stderr).toContain('Did you mean "version"?')
  expect(stderr).not.toMatch(/\n\s+at /)
})
