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
