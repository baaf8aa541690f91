import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startOf } from '../../../src/local/node/process/process-table.ts'
import { endInBackground, startInBackground } from '../../../src/local/up/background.ts'
import { runningCluster } from '../../../src/local/up/running-cluster.ts'
import { type StateFolder, stateFolder, usualFolder } from '../../../src/local/up/state-folder.ts'
import { scratchFolder } from '../../builders-process.ts'

const waiting = { timeout: 15_000, interval: 10 }
const pretended = new URL('pretended-cluster.ts', import.meta.url).pathname

/** Starts one in that folder; it is ended with the test. */
async function begun(folder: StateFolder) {
  onTestFinished(() => endInBackground(folder).then(() => {}))
  const started = await startInBackground(folder, [pretended], process.env)
  if ('failure' in started) throw new Error(started.failure)
  const note = globSync(join(folder.path, 'run/*'))[0] ?? ''
  return { ...started, program: Number(basename(note)) }
}

test('a cluster in the background is reached until it is ended, and what it runs ends with it', async () => {
  const folder = stateFolder(scratchFolder())
  const { program, ...started } = await begun(folder)
  expect(started).toEqual(runningCluster(folder))
  const start = startOf(program)
  expect(await endInBackground(folder)).toBe(true)
  expect(runningCluster(folder)).toBeUndefined()
  await vi.waitUntil(() => startOf(program) !== start, waiting)
  expect(await endInBackground(folder)).toBe(false)
})

test('after a kill -9 it counts as ended, another one may have the folder, and what it left running is ended', async () => {
  const folder = stateFolder(scratchFolder())
  const first = await begun(folder)
  const start = startOf(first.program)
  process.kill(first.pid, 'SIGKILL')
  await vi.waitUntil(() => runningCluster(folder) === undefined, waiting)
  const second = await begun(folder)
  expect(second.pid).not.toBe(first.pid)
  expect(await endInBackground(folder)).toBe(true)
  await vi.waitUntil(() => startOf(first.program) !== start, waiting)
})

test('one that does not come up is told by the end of its log', async () => {
  const folder = stateFolder(scratchFolder())
  const started = await startInBackground(folder, ['-e', 'console.error("no luck"); process.exit(1)'], process.env)
  expect(started).toEqual({ failure: 'no luck' })
})

test('the folder is named by the environment, or lies in the cache of the user', () => {
  expect(usualFolder({ BODYWORK_LOCAL: '/x' }).path).toBe('/x')
  expect(usualFolder({ HOME: '/home/me' }).path).toBe('/home/me/.cache/bodywork/local')
  expect(usualFolder({ HOME: '/home/me', XDG_CACHE_HOME: '/c' }).path).toBe('/c/bodywork/local')
})
