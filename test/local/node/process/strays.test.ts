import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { NODE_MARK, reapStrays, recordProcess } from '../../../../src/local/node/process/strays.ts'
import { scratchFolder } from '../../../builders-process.ts'

function sleeper(env: Readonly<Record<string, string>> = {}) {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore', env: { ...process.env, ...env } })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { pid: child.pid ?? 0, ended: once(child, 'exit') }
}

test('a group that was noted is ended, one whose pid belongs to another process by now is not', async () => {
  const root = scratchFolder()
  const [left, other] = [sleeper(), sleeper()]
  recordProcess(root, left.pid)
  recordProcess(root, other.pid)
  writeFileSync(join(root, 'run', `${other.pid}`), 'another start')
  expect(reapStrays(root)).toBe(1)
  await left.ended
  expect(process.kill(other.pid, 0)).toBe(true)
  expect(existsSync(join(root, 'run'))).toBe(false)
})

test('a note can be taken away', () => {
  const root = scratchFolder()
  recordProcess(root, sleeper().pid)()
  expect(reapStrays(root)).toBe(0)
})

test.runIf(process.platform === 'linux')('a process that left its group is known by its mark', async () => {
  const root = scratchFolder()
  const { ended } = sleeper({ [NODE_MARK]: root })
  expect(reapStrays(root)).toBe(1)
  await ended
})
