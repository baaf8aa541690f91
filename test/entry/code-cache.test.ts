import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownFolder } from '../../src/entry/code-cache.ts'

let temp = ''
beforeEach(() => {
  temp = mkdtempSync(join(tmpdir(), 'code-cache-'))
})
afterEach(() => rmSync(temp, { recursive: true }))
const name = `bodywork-code-${process.getuid?.() ?? 'own'}`

test('the folder for compiled code is made for nobody else, and used again', () => {
  const folder = ownFolder(temp) ?? ''
  expect(basename(folder)).toBe(name)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(ownFolder(temp)).toBe(folder)
})

test.each<[string, (path: string) => void]>([
  [
    'that others may write',
    (path) => {
      mkdirSync(path)
      chmodSync(path, 0o777)
    },
  ],
  ['that is a link to another', (path) => symlinkSync(temp, path)],
  ['that is a file', (path) => writeFileSync(path, '')],
])('a folder %s is not used', (_name, make) => {
  make(join(temp, name))
  expect(ownFolder(temp)).toBeUndefined()
})

test('a temporary folder that cannot be written is no reason to fail', () => {
  expect(ownFolder(join(temp, 'none\0'))).toBeUndefined()
})

test('the command line keeps its code, and a job of a CI system leaves nothing behind', () => {
  const start = (env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [join(process.cwd(), 'src/main.ts'), 'version'], { env: { TMPDIR: temp, ...env } })
  expect(start({ CI: 'true' }).status).toBe(0)
  expect(start({ NODE_DISABLE_COMPILE_CACHE: '1' }).status).toBe(0)
  expect(existsSync(join(temp, name))).toBe(false)
  expect(start({}).status).toBe(0)
  expect(existsSync(join(temp, name))).toBe(true)
})
