import { beforeAll, describe, expect, test } from 'vitest'
import { configMap } from './builders.ts'
import { contract } from './target.ts'

const target = contract()
const at = (query = '') => `${target.of('configmaps')}${query}`
const fruit = [
  ['apple', { colour: 'red', size: '1' }],
  ['cherry', { colour: 'red', size: '2' }],
  ['lemon', { colour: 'yellow' }],
  ['plum', {}],
] as const

beforeAll(async () => {
  for (const [name, labels] of fruit) await target.client.post(at(), configMap(name, {}, { labels }))
})

async function names(query: string): Promise<readonly string[]> {
  const { body } = await target.client.get(at(query))
  return body.items
    .map((item: { metadata: { name: string } }) => item.metadata.name)
    .filter((name: string) => name !== 'kube-root-ca.crt')
}

describe('a list', () => {
  test('is of a kind of its own, with a version, its items in the order of their names', async () => {
    const { status, body } = await target.client.get(at())
    expect(status).toBe(200)
    expect(body).toMatchObject({ kind: 'ConfigMapList', apiVersion: 'v1' })
    expect(body.metadata.resourceVersion).toMatch(/^\d+$/)
    expect(await names('')).toEqual(['apple', 'cherry', 'lemon', 'plum'])
  })

  test('has items without apiVersion and kind', async () => {
    const { body } = await target.client.get(at('?labelSelector=colour%3Dyellow'))
    expect(body.items[0]).not.toHaveProperty('kind')
    expect(body.items[0]).not.toHaveProperty('apiVersion')
  })

  test('of nothing has an empty list of items', async () => {
    const { body } = await target.client.get(target.of('apps/v1/daemonsets'))
    expect(body).toMatchObject({ kind: 'DaemonSetList', items: [] })
  })

  test('over all namespaces has this one too', async () => {
    const { body } = await target.client.get('/api/v1/configmaps?labelSelector=colour%3Dyellow')
    const namespaces = body.items.map((item: { metadata: { namespace: string } }) => item.metadata.namespace)
    expect(namespaces).toContain(target.namespace)
  })
})

describe('label selectors', () => {
  test.each([
    ['colour=red', ['apple', 'cherry']],
    ['colour==red', ['apple', 'cherry']],
    ['colour=red,size=2', ['cherry']],
    ['colour!=red', ['lemon', 'plum']],
    ['colour in (red,yellow)', ['apple', 'cherry', 'lemon']],
    ['colour notin (red)', ['lemon', 'plum']],
    ['colour', ['apple', 'cherry', 'lemon']],
    ['!colour', ['plum']],
    ['size>1', ['cherry']],
    ['size<2', ['apple']],
  ])('%s', async (selector, expected) => {
    expect(await names(`?labelSelector=${encodeURIComponent(selector)}`)).toEqual(expected)
  })

  test.each(['=red', 'colour in red', 'colour in (red', 'a b'])('%s is refused with 400', async (selector) => {
    const { status, body } = await target.client.get(at(`?labelSelector=${encodeURIComponent(selector)}`))
    expect([status, body.reason]).toEqual([400, 'BadRequest'])
  })
})

describe('field selectors', () => {
  test.each([
    ['metadata.name=plum', ['plum']],
    ['metadata.name!=plum', ['apple', 'cherry', 'lemon']],
  ])('%s', async (selector, expected) => {
    expect(await names(`?fieldSelector=${encodeURIComponent(selector)}`)).toEqual(expected)
  })

  test('of a field that is not indexed are refused with 400', async () => {
    const { status, body } = await target.client.get(at('?fieldSelector=data.a%3D1'))
    expect(status).toBe(400)
    expect(body.message).toContain('data.a')
  })
})

describe('pages', () => {
  test('carry a token to the next, and the last carries none', async () => {
    const { body: first } = await target.client.get(at('?limit=2'))
    expect(first.items).toHaveLength(2)
    expect(first.metadata.continue).toBeTruthy()
    expect(first.metadata.remainingItemCount).toBe(3)
    const rest = encodeURIComponent(first.metadata.continue)
    const { body: second } = await target.client.get(at(`?limit=10&continue=${rest}`))
    expect(second.metadata.continue ?? '').toBe('')
    expect(second.items).toHaveLength(3)
  })

  test('are all of the version of the first one', async () => {
    const { body: first } = await target.client.get(at('?limit=1'))
    await target.client.post(at(), configMap('zucchini'))
    const rest = encodeURIComponent(first.metadata.continue)
    const { body: second } = await target.client.get(at(`?limit=50&continue=${rest}`))
    const found = second.items.map((item: { metadata: { name: string } }) => item.metadata.name)
    expect(found).not.toContain('zucchini')
    expect(second.metadata.resourceVersion).toBe(first.metadata.resourceVersion)
    await target.client.delete(target.of('configmaps', 'zucchini'))
  })

  test('with a token that is none are refused with 400', async () => {
    const { status } = await target.client.get(at('?limit=1&continue=nonsense'))
    expect(status).toBe(400)
  })
})

describe('tables', () => {
  const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json'

  test('have columns and a row for each object', async () => {
    const { body } = await target.client.request('GET', at('?labelSelector=colour%3Dred'), undefined, { accept: table })
    expect(body).toMatchObject({ kind: 'Table', apiVersion: 'meta.k8s.io/v1' })
    expect(body.columnDefinitions.map((column: { name: string }) => column.name)).toEqual(['Name', 'Data', 'Age'])
    expect(body.rows.map((row: { cells: unknown[] }) => row.cells.slice(0, 2))).toEqual([
      ['apple', 0],
      ['cherry', 0],
    ])
    expect(body.rows[0].object).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'apple' } })
  })

  test('are given for a single object as well', async () => {
    const { body } = await target.client.request('GET', target.of('configmaps', 'plum'), undefined, { accept: table })
    expect([body.kind, body.rows.length]).toEqual(['Table', 1])
  })
})
