import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLocalApi } from '../../../src/local/api/local-api.ts'
import { virtualClock } from '../../../src/local/clock-virtual.ts'
import { keepState, readState } from '../../../src/local/up/snapshot.ts'
import { scratchFolder } from '../../builders-process.ts'

const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: 'default' } }

test('objects are written soon after a change, and are there again in a new server', async () => {
  const path = join(scratchFolder(), 'state.json')
  const clock = virtualClock()
  const api = createLocalApi({ clock })
  const keeper = keepState(path, api, clock)
  api.store.create({ ...settings, data: { a: '1' } })
  await clock.advance(300)
  const state = readState(path)
  expect(state?.objects.find(({ metadata }) => metadata.name === 'settings')).toMatchObject({ data: { a: '1' } })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  const again = createLocalApi({ clock, ...(state && { state }) })
  expect(again.store.get({ ...settings, ...settings.metadata })).toMatchObject({ data: { a: '1' } })
  api.store.create({ ...settings, metadata: { ...settings.metadata, name: 'last' } })
  keeper.stop()
  expect(readFileSync(path, 'utf8')).toContain('"last"')
})

test('a file that is not whole counts as none', () => {
  const path = join(scratchFolder(), 'state.json')
  expect(readState(path)).toBeUndefined()
  writeFileSync(path, '{"version": 3, "objects": [')
  expect(readState(path)).toBeUndefined()
})
