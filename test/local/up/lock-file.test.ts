import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holderOf, takeLock } from '../../../src/local/up/lock-file.ts'
import { scratchFolder } from '../../builders-process.ts'

test('the lock belongs to one living process, and is free again when that one lets go', () => {
  const path = join(scratchFolder(), 'deep', 'lock.json')
  const first = takeLock(path)
  expect(takeLock(path)).toEqual({ holder: holderOf(path) })
  expect(holderOf(path)?.pid).toBe(process.pid)
  if ('release' in first) first.release()
  expect(existsSync(path)).toBe(false)
})

test.each([
  ['a process that is gone', JSON.stringify({ pid: 2 ** 22 + 1, start: '1' })],
  ['a pid that another process has by now', JSON.stringify({ pid: process.pid, start: 'another' })],
  ['half a file', '{"pid"'],
])('a lock of %s is taken over', (_what, content) => {
  const path = join(scratchFolder(), 'lock.json')
  writeFileSync(path, content)
  expect(holderOf(path)).toBeUndefined()
  expect(takeLock(path)).toHaveProperty('release')
})
