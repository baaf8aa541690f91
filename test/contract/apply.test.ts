import { describe, expect, test } from 'vitest'
import { configMap, deployment } from './builders.ts'
import type { Answer } from './client.ts'
import { contract } from './target.ts'

const target = contract()

function apply(name: string, data: Readonly<Record<string, string>>, query = 'fieldManager=one'): Promise<Answer> {
  return target.client.patch(`${target.of('configmaps', name)}?${query}`, 'apply', configMap(name, data))
}

describe('server-side apply', () => {
  test('creates with 201 and writes down whose fields they are', async () => {
    const { status, body } = await apply('made', { a: '1' })
    expect([status, body.data]).toEqual([201, { a: '1' }])
    expect(body.metadata.managedFields).toMatchObject([
      {
        manager: 'one',
        operation: 'Apply',
        apiVersion: 'v1',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:data': { 'f:a': {} } },
      },
    ])
  })

  test('again answers 200 and changes nothing', async () => {
    const { body: made } = await apply('same', { a: '1' })
    const { status, body } = await apply('same', { a: '1' })
    expect([status, body.metadata.resourceVersion]).toEqual([200, made.metadata.resourceVersion])
  })

  test('removes what its manager no longer names', async () => {
    await apply('less', { a: '1', b: '2' })
    const { body } = await apply('less', { b: '2' })
    expect(body.data).toEqual({ b: '2' })
  })

  test('keeps what another manager has', async () => {
    await apply('shared', { a: '1' })
    await apply('shared', { b: '2' }, 'fieldManager=two')
    const { body } = await apply('shared', { a: '3' })
    expect(body.data).toEqual({ a: '3', b: '2' })
  })

  test('of a field another manager has otherwise answers 409 and names both', async () => {
    await apply('contested', { a: '1' })
    const { status, body } = await apply('contested', { a: '2' }, 'fieldManager=two')
    expect(status).toBe(409)
    expect(body).toMatchObject({
      reason: 'Conflict',
      details: { causes: [{ reason: 'FieldManagerConflict', field: '.data.a' }] },
    })
    expect(body.message).toBe('Apply failed with 1 conflict: conflict with "one": .data.a')
  })

  test('by force takes the field over', async () => {
    await apply('forced', { a: '1' })
    const { status, body } = await apply('forced', { a: '2' }, 'fieldManager=two&force=true')
    expect([status, body.data]).toEqual([200, { a: '2' }])
    const owners = body.metadata.managedFields.filter((entry: { fieldsV1: object }) => 'f:data' in entry.fieldsV1)
    expect(owners.map((entry: { manager: string }) => entry.manager)).toEqual(['two'])
  })

  test('with the same value shares the field', async () => {
    await apply('agreed', { a: '1' })
    const { status, body } = await apply('agreed', { a: '1' }, 'fieldManager=two')
    expect(status).toBe(200)
    expect(body.metadata.managedFields.map((entry: { manager: string }) => entry.manager).sort()).toEqual([
      'one',
      'two',
    ])
  })

  test('against a write by update conflicts too', async () => {
    await target.client.post(`${target.of('configmaps')}?fieldManager=writer`, configMap('written', { a: '1' }))
    const { status, body } = await apply('written', { a: '2' })
    expect(status).toBe(409)
    expect(body.message).toContain('conflict with "writer" using v1')
  })

  test('without a manager answers 422', async () => {
    const { status, body } = await apply('nobody', {}, '')
    expect([status, body.reason]).toEqual([422, 'Invalid'])
    expect(body.message).toContain('fieldManager: Required value')
  })

  test('with dryRun stores nothing', async () => {
    const { status } = await apply('dry', {}, 'fieldManager=one&dryRun=All')
    expect(status).toBe(201)
    expect((await target.client.get(target.of('configmaps', 'dry'))).status).toBe(404)
  })

  test('of a field that is unknown is refused when strict', async () => {
    const path = `${target.of('configmaps', 'strict')}?fieldManager=one&fieldValidation=Strict`
    const { status, body } = await target.client.patch(path, 'apply', { ...configMap('strict'), nonsense: 1 })
    expect(status).toBe(500)
    expect(body.message).toContain('nonsense')
  })

  test('of containers keeps what another manager added to the list', async () => {
    const at = target.of('apps/v1/deployments', 'lists')
    await target.client.patch(`${at}?fieldManager=one`, 'apply', deployment('lists', { replicas: 0 }, { A: '1' }))
    const extra = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'lists' } }
    const spec = { template: { spec: { containers: [{ name: 'main', env: [{ name: 'B', value: '2' }] }] } } }
    await target.client.patch(`${at}?fieldManager=two`, 'apply', { ...extra, spec })
    const { body } = await target.client.patch(
      `${at}?fieldManager=one`,
      'apply',
      deployment('lists', { replicas: 0 }, { A: '3' }),
    )
    const env = body.spec.template.spec.containers[0].env.map(
      (item: { name: string; value: string }) => `${item.name}=${item.value}`,
    )
    expect(env.sort()).toEqual(['A=3', 'B=2'])
  })
})
