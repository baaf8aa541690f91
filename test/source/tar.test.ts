import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SourceFile } from '../../src/source/source-file.ts'
import { tarOf } from '../../src/source/tar.ts'

const long = `${'folder/'.repeat(30)}datei-ü.txt`
const files: readonly SourceFile[] = [
  { path: 'run', kind: 'executable', content: Buffer.from('#!/bin/sh\n') },
  { path: long, kind: 'file', content: Buffer.from('x'.repeat(600)) },
  { path: 'link', kind: 'link', content: Buffer.from(long) },
  { path: 'empty', kind: 'file', content: Buffer.alloc(0) },
]

test('tar unpacks what was packed: long and foreign names, modes and links', () => {
  const root = mkdtempSync(join(tmpdir(), 'tar-'))
  writeFileSync(join(root, 'a.tar'), tarOf(files))
  execFileSync('python3', ['-c', 'import tarfile; tarfile.open("a.tar").extractall()'], { cwd: root, stdio: 'pipe' })
  expect(readFileSync(join(root, long), 'utf8')).toBe('x'.repeat(600))
  expect(readlinkSync(join(root, 'link'))).toBe(long)
  expect(statSync(join(root, 'run')).mode & 0o777).toBe(0o755)
  expect(statSync(join(root, 'empty')).size).toBe(0)
})

test('the order in which files are found makes no difference', () => {
  expect(tarOf([...files].reverse()).equals(tarOf(files))).toBe(true)
})
