import { expect, onTestFinished, test, vi } from 'vitest'
import { endInBackground, startInBackground } from '../../../src/local/up/background.ts'
import { runningCluster } from '../../../src/local/up/running-cluster.ts'
import { stateFolder, usualFolder } from '../../../src/local/up/state-folder.ts'
import { scratchFolder } from '../../builders-process.ts'

vi.setConfig({ testTimeout: 30_000 })

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
