import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runStoppable } from '../../../src/run/adapters/stoppable-program.ts'
import { scratchFolder } from '../../builders-process.ts'

const env = { PATH: process.env['PATH'] }

/** A folder for a program, in one that stays. */
function folders(): { readonly folder: string; readonly outside: string } {
  const outside = scratchFolder()
  const folder = join(outside, 'own')
  mkdirSync(folder)
  return { folder, outside }
}

test('lines are told as they come, and the folder is gone at the end', async () => {
  const { folder } = folders()
  const lines: string[] = []
  const words = ['sh', '-c', 'echo one; echo two >&2; printf three; exit 3']
  const end = await runStoppable({ words, env, folder, onLine: (line) => lines.push(line) })
  expect(end).toEqual({ exitCode: 3, stdout: 'one\nthree', stderr: 'two\n' })
  expect(lines.toSorted()).toEqual(['one', 'three', 'two'])
  expect(existsSync(folder)).toBe(false)
})

test('a program that is not wanted any more is asked to end', async () => {
  const { folder } = folders()
  const stop = new AbortController()
  const words = ['sh', '-c', "trap 'echo stopped; exit 5' TERM; echo begun; while :; do sleep 0.05; done"]
  const onLine = (line: string) => line === 'begun' && stop.abort()
  const end = await runStoppable({ words, env, folder, onLine, signal: stop.signal })
  expect(end).toMatchObject({ exitCode: 5, stdout: 'begun\nstopped\n' })
})

test('a program ends with the process that started it, however that ended', async () => {
  const { folder, outside } = folders()
  const note = join(outside, 'note')
  writeFileSync(note, '')
  const program = `trap 'echo stopped >> ${note}; exit' TERM; echo begun; while :; do sleep 0.05; done`
  const module = join(import.meta.dirname, '../../../src/run/adapters/stoppable-program.ts')
  const script = `import { runStoppable } from ${JSON.stringify(module)}
    await runStoppable({ words: ['sh', '-c', ${JSON.stringify(program)}], env: process.env, folder: ${JSON.stringify(folder)}, onLine: console.log })`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.kill('SIGKILL')
  await expect.poll(() => readFileSync(note, 'utf8'), { timeout: 10_000 }).toBe('stopped\n')
  await expect.poll(() => existsSync(folder), { timeout: 10_000 }).toBe(false)
})
