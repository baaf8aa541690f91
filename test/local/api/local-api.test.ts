import { expect, test } from 'vitest'
import { createLocalApi } from '../../../src/local/api/local-api.ts'
import { virtualClock } from '../../../src/local/clock-virtual.ts'
import { ask, textOf } from '../../builders-local-api.ts'

const configMap = (name: string, data: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default' },
  data,
})

test('an object is created, read, replaced and deleted', async () => {
  const api = createLocalApi({ clock: virtualClock() })
  const path = '/api/v1/namespaces/default/configmaps'
  const created = await ask(api, 'POST', path, configMap('a', { x: '1' }))
  expect(created).toMatchObject({ status: 201, body: { metadata: { creationTimestamp: '2026-01-05T09:00:00Z' } } })
  expect(await ask(api, 'POST', path, configMap('a'))).toMatchObject({ status: 409, body: { reason: 'AlreadyExists' } })
  expect(await ask(api, 'PUT', `${path}/a`, configMap('a', { x: '2' }))).toMatchObject({ body: { data: { x: '2' } } })
  expect(await ask(api, 'GET', path)).toMatchObject({ body: { kind: 'ConfigMapList', items: [{ data: { x: '2' } }] } })
  expect(await ask(api, 'DELETE', `${path}/a`)).toMatchObject({ status: 200, body: { status: 'Success' } })
  expect(await ask(api, 'GET', `${path}/a`)).toMatchObject({ status: 404, body: { reason: 'NotFound' } })
})

test('a watch tells what was there, then each change in order', async () => {
  const api = createLocalApi({ clock: virtualClock() })
  api.store.create(configMap('a'))
  const stop = new AbortController()
  const path = '/api/v1/namespaces/default/configmaps?watch=1'
  const answer = await api.handle({ method: 'GET', path, headers: {}, signal: stop.signal })
  api.store.create(configMap('b'))
  api.store.update(configMap('a', { x: '1' }))
  api.store.delete({ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'b' })
  queueMicrotask(() => queueMicrotask(() => queueMicrotask(() => setImmediate(() => stop.abort()))))
  const events = (await textOf(answer))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(events.map(({ type, object }) => `${type} ${object.metadata.name}`)).toEqual([
    'ADDED a',
    'ADDED b',
    'MODIFIED a',
    'DELETED b',
  ])
})

test('a server starts where an earlier one stopped', async () => {
  const first = createLocalApi({ clock: virtualClock() })
  first.store.create(configMap('a', { x: '1' }))
  const second = createLocalApi({ clock: virtualClock(), state: first.state() })
  expect(await ask(second, 'GET', '/api/v1/namespaces/default/configmaps/a')).toMatchObject({
    body: { data: { x: '1' } },
  })
})
