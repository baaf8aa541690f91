import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownFolder } from '../../src/entry/code-cache.ts'
import { readKeptCode } from '../../src/entry/kept-code.ts'

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

test('a job of a CI system leaves nothing behind', () => {
  const start = (env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [join(process.cwd(), 'src/main.ts'), 'version'], { env: { TMPDIR: temp, ...env } })
  expect(start({ CI: 'true' }).status).toBe(0)
  expect(start({ NODE_DISABLE_COMPILE_CACHE: '1' }).status).toBe(0)
  expect(existsSync(join(temp, name))).toBe(false)
  expect(start({}).status).toBe(0)
  expect(existsSync(join(temp, name))).toBe(true)
})

/** Runs a program of two files with its code kept; tells what it printed. */
function run(exit = 0): string {
  const path = join(process.cwd(), 'src/entry/code-cache.ts')
  const starter = `
    const { keepCodeOf } = await import(${JSON.stringify(path)})
    const { createRequire } = await import('node:module')
    keepCodeOf(process.argv[1], process.argv[2])
    createRequire(process.argv[1] + '/')('./main.js')
    process.exitCode = ${exit}`
  const words = ['--input-type=module', '-e', starter, join(temp, 'program'), join(temp, 'kept')]
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' })
  return stdout + stderr
}

function writeProgram(word: string): void {
  mkdirSync(join(temp, 'program'), { recursive: true })
  writeFileSync(
    join(temp, 'program/main.js'),
    "console.log(require('./part.js').say(), __filename === module.filename)",
  )
  writeFileSync(join(temp, 'program/part.js'), `exports.say = () => '${word}'`)
}

const names = () => [...readKeptCode(join(temp, 'kept')).keys()].sort()

test('the code of a program is kept, used as long as the text is the same, and made anew otherwise', () => {
  writeProgram('one')
  expect(run()).toBe('one true\n')
  expect(names()).toEqual(['main.js', 'part.js'])
  const first = readFileSync(join(temp, 'kept'))
  expect(run()).toBe('one true\n')
  expect(readFileSync(join(temp, 'kept'))).toEqual(first)
  writeProgram('two')
  expect(run()).toBe('two true\n')
  expect(readFileSync(join(temp, 'kept'))).not.toEqual(first)
  expect(run()).toBe('two true\n')
})

test('damaged code is not run, and a failed start keeps nothing', () => {
  writeProgram('one')
  expect(run(2)).toBe('one true\n')
  expect(names()).toEqual([])
  run()
  const whole = readFileSync(join(temp, 'kept'))
  whole.writeUInt8(whole.readUInt8(whole.length - 9) ^ 1, whole.length - 9)
  writeFileSync(join(temp, 'kept'), whole)
  expect(run()).toBe('one true\n')
  expect(names()).toEqual(['main.js', 'part.js'])
})
