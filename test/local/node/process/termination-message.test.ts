import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { terminationMessage } from '../../../../src/local/node/process/termination-message.ts'
import { scratchFolder } from '../../../builders-process.ts'

function message(written: string, log: string, hasFallback: boolean, exitCode: number) {
  const folder = scratchFolder()
  writeFileSync(join(folder, 'message'), written)
  writeFileSync(join(folder, 'log'), log)
  return terminationMessage(join(folder, 'message'), join(folder, 'log'), hasFallback, exitCode)
}

test('the file goes before the log, and both have their limits', () => {
  const log = Array.from({ length: 100 }, (_, line) => `T stdout F line ${line}\n`).join('')
  expect(message('x'.repeat(5000), log, true, 1)).toHaveLength(4096)
  expect(message('', log, true, 1)?.split('\n')[0]).toBe('line 20')
  expect(message('', `T stdout F ${'y'.repeat(9000)}\n`, true, 1)).toHaveLength(2048)
})

test('the log is no message when the program ended well or the spec does not ask for it', () => {
  expect(message('', 'T stdout F line\n', true, 0)).toBeUndefined()
  expect(message('', 'T stdout F line\n', false, 1)).toBeUndefined()
  expect(message('', '', true, 1)).toBeUndefined()
})
