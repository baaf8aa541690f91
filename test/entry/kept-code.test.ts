import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readKeptCode, writeKeptCode } from '../../src/entry/kept-code.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-code-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const kept = new Map([
  ['a.js', { of: 1, data: Buffer.from('first\n') }],
  ['b.js', { of: 2, data: Buffer.alloc(0) }],
])

test('what was kept is read again, and nothing else lies there', () => {
  const path = join(folder, 'x.code')
  writeKeptCode(path, kept)
  expect([...readKeptCode(path)]).toEqual([...kept])
  expect(readdirSync(folder)).toEqual(['x.code'])
})

test('every damage is seen, and then nothing was kept', () => {
  const path = join(folder, 'x.code')
  writeKeptCode(path, new Map([['a.js', { of: 1, data: Buffer.from('code of the engine') }]]))
  const whole = readFileSync(path)
  const start = whole.indexOf(10) + 1
  for (let at = start; at < whole.length; at++) {
    const damaged = Buffer.from(whole)
    damaged.writeUInt8(whole.readUInt8(at) ^ 1, at)
    writeFileSync(path, damaged)
    expect(readKeptCode(path).size).toBe(0)
  }
  for (const bytes of [0, 5, start, whole.length - 1]) {
    writeFileSync(path, whole.subarray(0, bytes))
    expect(readKeptCode(path).size).toBe(0)
  }
  expect(readKeptCode(join(folder, 'none')).size).toBe(0)
})

test('a folder that cannot be written is no reason to fail', () => {
  writeKeptCode(join(folder, 'none/x.code'), kept)
  expect(readdirSync(folder)).toEqual([])
})
