import { expect, test } from 'vitest'
import { createLocalApi } from '../../../../src/local/api/local-api.ts'
import { virtualClock } from '../../../../src/local/clock-virtual.ts'
import { ask } from '../../../builders-local-api.ts'

function applying() {
  const api = createLocalApi({ clock: virtualClock() })
  const path = '/api/v1/namespaces/default/configmaps/c'
  const headers = { 'content-type': 'application/apply-patch+yaml' }
  return (manager: string, data: object) => {
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data }
    return ask(api, 'PATCH', `${path}?fieldManager=${manager}`, body, headers)
  }
}

test('each manager has its fields: what one no longer names goes, what another has stays', async () => {
  const apply = applying()
  expect(await apply('one', { a: '1', b: '2' })).toMatchObject({ status: 201 })
  await apply('two', { c: '3' })
  expect(await apply('one', { b: '2' })).toMatchObject({ status: 200, body: { data: { b: '2', c: '3' } } })
})

test('a field that another has otherwise is a conflict that names both', async () => {
  const apply = applying()
  await apply('one', { a: '1' })
  expect(await apply('two', { a: '2' })).toMatchObject({
    status: 409,
    body: { message: 'Apply failed with 1 conflict: conflict with "one": .data.a' },
  })
  expect(await apply('two', { a: '1' })).toMatchObject({ status: 200 })
})

test('a probe that nobody names any more goes with what the server filled in', async () => {
  const api = createLocalApi({ clock: virtualClock() })
  const apply = (probe: object) => {
    const container = { name: 'serve', image: 'python:3.12', ...probe }
    const labels = { app: 'serve' }
    const spec = {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    }
    const body = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'serve' }, spec }
    const path = '/apis/apps/v1/namespaces/default/deployments/serve?fieldManager=one'
    return ask(api, 'PATCH', path, body, { 'content-type': 'application/apply-patch+yaml' })
  }
  await apply({ readinessProbe: { httpGet: { path: '/', port: 80 } }, livenessProbe: { tcpSocket: { port: 80 } } })
  const { status, body } = await apply({ livenessProbe: { tcpSocket: { port: 80 } } })
  expect(status).toBe(200)
  expect(JSON.stringify(body)).not.toContain('readinessProbe')
  expect(body).toMatchObject({
    spec: { template: { spec: { containers: [{ livenessProbe: { periodSeconds: 10 } }] } } },
  })
})
