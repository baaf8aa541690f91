import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { contract } from './target.ts'

const target = contract()
const group = `contract-${randomBytes(3).toString('hex')}.test`
const PATIENCE = { timeout: 30_000, interval: 100 }
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const models = (name?: string) => target.of(`${group}/v1/models`, name)
const model = (name: string, spec: object = { size: 1 }) => ({
  apiVersion: `${group}/v1`,
  kind: 'Model',
  metadata: { name },
  spec,
})

beforeAll(async () => {
  const schema = {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec: { type: 'object', properties: { size: { type: 'integer' } } },
        status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
  }
  const { status } = await target.client.post(CRDS, {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `models.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: 'models', singular: 'model', kind: 'Model', shortNames: ['mdl'] },
      versions: [{ name: 'v1', served: true, storage: true, schema, subresources: { status: {} } }],
    },
  })
  expect(status).toBe(201)
  const watch = await target.client.watch(
    `${CRDS}?watch=true&timeoutSeconds=60&fieldSelector=metadata.name%3Dmodels.${group}`,
  )
  await watch.until(
    ({ object }) =>
      JSON.stringify(object.status).includes('"Established","status":"True"') ||
      /"status":"True"[^}]*"type":"Established"/.test(JSON.stringify(object.status)),
  )
  watch.close()
  await vi.waitFor(async () => expect((await target.client.get(models())).status).toBe(200), PATIENCE)
})

afterAll(async () => {
  await target.client.delete(`${CRDS}/models.${group}`)
})

describe('a custom resource', () => {
  test('is in discovery', async () => {
    await vi.waitFor(async () => {
      const { body } = await target.client.get(`/apis/${group}/v1`)
      const names = body?.resources?.map((item: { name: string }) => item.name)
      expect(names).toEqual(['models', 'models/status'])
    }, PATIENCE)
  })

  test('is stored, listed, changed and deleted like any other', async () => {
    expect((await target.client.post(models(), model('one'))).status).toBe(201)
    const { body: list } = await target.client.get(models())
    expect(list).toMatchObject({
      kind: 'ModelList',
      apiVersion: `${group}/v1`,
      items: [{ kind: 'Model', metadata: { name: 'one' } }],
    })
    const { body } = await target.client.patch(models('one'), 'merge', { spec: { size: 2 } })
    expect([body.spec.size, body.metadata.generation]).toEqual([2, 2])
    expect((await target.client.delete(models('one'))).status).toBe(200)
    expect((await target.client.get(models('one'))).body.message).toBe(`models.${group} "one" not found`)
  })

  test('has a status of its own, which moves no generation', async () => {
    await target.client.post(models(), model('status'))
    await target.client.patch(models('status'), 'merge', { status: { ready: true } })
    expect((await target.client.get(models('status'))).body).not.toHaveProperty('status')
    const { body } = await target.client.patch(`${models('status')}/status`, 'merge', {
      status: { ready: true },
      spec: { size: 9 },
    })
    expect([body.status, body.spec.size, body.metadata.generation]).toEqual([{ ready: true }, 1, 1])
  })

  test('is watched', async () => {
    const watch = await target.client.watch(`${models()}?watch=true&timeoutSeconds=60`)
    await target.client.post(models(), model('seen'))
    const line = await watch.until(({ object }) => object.metadata.name === 'seen')
    watch.close()
    expect([line.type, line.object.kind]).toEqual(['ADDED', 'Model'])
  })

  test('is applied with owners of its fields', async () => {
    const path = `${models('applied')}?fieldManager=one`
    expect((await target.client.patch(path, 'apply', model('applied'))).status).toBe(201)
    const answer = await target.client.patch(
      `${models('applied')}?fieldManager=two`,
      'apply',
      model('applied', { size: 5 }),
    )
    expect(answer.status).toBe(409)
  })

  test('takes no strategic merge patch', async () => {
    await target.client.post(models(), model('strategic'))
    expect((await target.client.patch(models('strategic'), 'strategic', { spec: { size: 2 } })).status).toBe(415)
  })

  test('loses fields its schema does not know', async () => {
    const { body } = await target.client.post(models(), model('pruned', { size: 1, other: 2 }))
    expect(body.spec).toEqual({ size: 1 })
  })
})
