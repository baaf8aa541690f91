import { expect, test } from 'vitest'
import { createLocalApi } from '../../src/local/api/local-api.ts'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { serveLocalApi } from '../../src/local/server.ts'

async function served() {
  const api = createLocalApi({ clock: virtualClock() })
  const server = await serveLocalApi(api)
  const get = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
    fetch(`${server.url}${path}`, { ...init, headers: { ...headers, connection: 'close' } })
  return { api, server, get, admin: { authorization: `Bearer ${server.token}` } }
}

const DEFAULT = '/api/v1/namespaces/default'

test('the one who has the token may do everything, nobody without it', async () => {
  const { server, get, admin } = await served()
  expect((await get(DEFAULT, admin)).status).toBe(200)
  expect((await get(DEFAULT)).status).toBe(403)
  expect((await get(DEFAULT, { authorization: 'Bearer other' })).status).toBe(401)
  await server.close()
})

test('the token as the first part of the path opens as well, another does not', async () => {
  const { server, get } = await served()
  expect((await get(`/${server.token}${DEFAULT}`)).status).toBe(200)
  expect((await get(`/${[...server.token].reverse().join('')}x${DEFAULT}`)).status).not.toBe(200)
  await server.close()
})

test('a watch goes on over the socket until the client leaves', async () => {
  const { api, server, get, admin } = await served()
  const stop = new AbortController()
  const answer = await get('/api/v1/namespaces?watch=1&fieldSelector=metadata.name%3Dnew', admin, {
    signal: stop.signal,
  })
  api.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'new' } })
  const first = await answer.body?.getReader().read()
  expect(new TextDecoder().decode(first?.value)).toContain('"type":"ADDED"')
  stop.abort()
  await server.close()
})

test('a body that is too large is refused, a method nobody knows as well', async () => {
  const { server, get, admin } = await served()
  const body = `"${'x'.repeat(5_000_000)}"`
  const json = { ...admin, 'content-type': 'application/json' }
  expect((await get(`${DEFAULT}/configmaps`, json, { method: 'POST', body })).status).toBe(413)
  expect((await get(DEFAULT, admin, { method: 'OPTIONS' })).status).toBe(405)
  await server.close()
})
