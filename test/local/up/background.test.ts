import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startOf } from '../../../src/local/node/process/process-table.ts'
import { endInBackground, startInBackground } from '../../../src/local/up/background.ts'
import { runningCluster } from '../../../src/local/up/running-cluster.ts'
import { readState } from '../../../src/local/up/snapshot.ts'
import { stateFolder, usualFolder } from '../../../src/local/up/state-folder.ts'
import { scratchFolder, shellPod } from '../../builders-process.ts'

vi.setConfig({ testTimeout: 30_000 })

const json = { 'content-type': 'application/json' }
const waiting = { timeout: 20_000, interval: 20 }
const main = new URL('../../../src/main.ts', import.meta.url).pathname

test('a cluster in the background is reached until it is ended', async () => {
  const folder = stateFolder(scratchFolder())
  onTestFinished(() => endInBackground(folder).then(() => {}))
  const started = await startInBackground(folder, [main, 'local', 'serve'], process.env)
  expect(started).toEqual(runningCluster(folder))
  expect(await endInBackground(folder)).toBe(true)
  expect(runningCluster(folder)).toBeUndefined()
  expect(await endInBackground(folder)).toBe(false)
})

test('after a kill -9 no process is left, and the next start has the objects', async () => {
  const folder = stateFolder(scratchFolder())
  onTestFinished(() => endInBackground(folder).then(() => {}))
  const first = await startInBackground(folder, [main, 'local', 'serve'], process.env)
  if ('failure' in first) throw new Error(first.failure)
  const pods = '/api/v1/namespaces/default/pods'
  const body = JSON.stringify({ ...shellPod('one', 'sleep 600'), metadata: { name: 'one' } })
  const made = await fetch(`${first.url}/${first.token}${pods}`, { method: 'POST', body, headers: json })
  expect(made.status).toBe(201)
  const note = await vi.waitUntil(() => globSync(join(folder.path, 'run/*'))[0], waiting)
  const stray = Number(basename(note))
  const start = startOf(stray)
  await vi.waitUntil(() => readState(folder.state)?.objects.some(({ metadata }) => metadata.name === 'one'), waiting)
  process.kill(first.pid, 'SIGKILL')
  await vi.waitUntil(() => runningCluster(folder) === undefined, waiting)
  const second = await startInBackground(folder, [main, 'local', 'serve'], process.env)
  if ('failure' in second) throw new Error(second.failure)
  await vi.waitUntil(() => startOf(stray) !== start, waiting)
  const found: unknown = await (await fetch(`${second.url}/${second.token}${pods}/one`)).json()
  expect(found).toMatchObject({ metadata: { name: 'one' }, spec: { containers: [{ name: 'main' }] } })
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
