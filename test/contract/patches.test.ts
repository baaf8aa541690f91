import { describe, expect, test } from 'vitest'
import { configMap, deployment } from './builders.ts'
import { contract } from './target.ts'

const target = contract()
const at = (name?: string) => target.of('configmaps', name)
const deployments = (name?: string) => target.of('apps/v1/deployments', name)

describe('a merge patch', () => {
  test('sets, keeps and removes fields', async () => {
    await target.client.post(at(), configMap('merge', { a: '1', b: '2' }))
    const { status, body } = await target.client.patch(at('merge'), 'merge', { data: { a: null, c: '3' } })
    expect([status, body.data]).toEqual([200, { b: '2', c: '3' }])
  })

  test('with an old resourceVersion answers 409', async () => {
    const { body } = await target.client.post(at(), configMap('guard', { a: '1' }))
    await target.client.patch(at('guard'), 'merge', { data: { a: '2' } })
    const { resourceVersion } = body.metadata
    const answer = await target.client.patch(at('guard'), 'merge', { metadata: { resourceVersion }, data: { a: '3' } })
    expect([answer.status, answer.body.reason]).toEqual([409, 'Conflict'])
  })

  test('of what is not there answers 404', async () => {
    expect((await target.client.patch(at('nothing'), 'merge', {})).status).toBe(404)
  })

  test('replaces a list as a whole', async () => {
    await target.client.post(deployments(), deployment('lists', { replicas: 0 }, { A: '1', B: '2' }))
    const containers = [{ name: 'main', image: 'other' }]
    const { body } = await target.client.patch(deployments('lists'), 'merge', {
      spec: { template: { spec: { containers } } },
    })
    expect(body.spec.template.spec.containers[0]).toMatchObject({ name: 'main', image: 'other' })
    expect(body.spec.template.spec.containers[0]).not.toHaveProperty('env')
  })
})

describe('a JSON patch', () => {
  test('adds, replaces, removes and tests', async () => {
    await target.client.post(at(), configMap('json', { a: '1', b: '2' }))
    const { status, body } = await target.client.patch(at('json'), 'json', [
      { op: 'test', path: '/data/a', value: '1' },
      { op: 'replace', path: '/data/a', value: '9' },
      { op: 'remove', path: '/data/b' },
      { op: 'add', path: '/metadata/annotations', value: { 'c/d': '3' } },
      { op: 'replace', path: '/metadata/annotations/c~1d', value: '4' },
    ])
    expect([status, body.data, body.metadata.annotations]).toEqual([200, { a: '9' }, { 'c/d': '4' }])
  })

  test('whose test fails changes nothing and answers 422', async () => {
    await target.client.post(at(), configMap('tested', { a: '1' }))
    const { status } = await target.client.patch(at('tested'), 'json', [
      { op: 'replace', path: '/data/a', value: '2' },
      { op: 'test', path: '/data/a', value: '1' },
    ])
    expect(status).toBe(422)
    expect((await target.client.get(at('tested'))).body.data).toEqual({ a: '1' })
  })

  test('that removes what is not there answers 422', async () => {
    await target.client.post(at(), configMap('absent'))
    const { status } = await target.client.patch(at('absent'), 'json', [{ op: 'remove', path: '/data/x' }])
    expect(status).toBe(422)
  })

  test('that is no list answers 400', async () => {
    await target.client.post(at(), configMap('object'))
    expect((await target.client.patch(at('object'), 'json', { op: 'remove' })).status).toBe(400)
  })
})

describe('a strategic merge patch', () => {
  const containersOf = (body: { spec: { template: { spec: { containers: object[] } } } }) =>
    body.spec.template.spec.containers
  const template = (container: object) => ({
    spec: { template: { spec: { containers: [{ name: 'main', ...container }] } } },
  })

  test('merges containers by name and variables by theirs', async () => {
    await target.client.post(deployments(), deployment('strategic', { replicas: 0 }, { A: '1', B: '2' }))
    const patch = template({
      env: [
        { name: 'B', value: '9' },
        { name: 'C', value: '3' },
      ],
    })
    const { status, body } = await target.client.patch(deployments('strategic'), 'strategic', patch)
    expect(status).toBe(200)
    const [main] = containersOf(body)
    const env = (main as { env: { name: string; value: string }[] }).env
      .map(({ name, value }) => `${name}=${value}`)
      .sort()
    expect(env).toEqual(['A=1', 'B=9', 'C=3'])
    expect(main).toHaveProperty('readinessProbe')
  })

  test('removes one entry by its directive', async () => {
    await target.client.post(deployments(), deployment('directive', { replicas: 0 }, { A: '1', B: '2' }))
    const patch = template({ env: [{ $patch: 'delete', name: 'A' }] })
    const { body } = await target.client.patch(deployments('directive'), 'strategic', patch)
    expect(containersOf(body)[0]).toMatchObject({ env: [{ name: 'B', value: '2' }] })
  })

  test('adds a container beside the others', async () => {
    await target.client.post(deployments(), deployment('sidecar', { replicas: 0 }))
    const patch = { spec: { template: { spec: { containers: [{ name: 'proxy', image: 'proxy:1' }] } } } }
    const { body } = await target.client.patch(deployments('sidecar'), 'strategic', patch)
    expect(
      containersOf(body)
        .map((container) => (container as { name: string }).name)
        .sort(),
    ).toEqual(['main', 'proxy'])
  })

  test('removes a field by null', async () => {
    await target.client.post(deployments(), deployment('null', { replicas: 0 }))
    const { body } = await target.client.patch(deployments('null'), 'strategic', template({ readinessProbe: null }))
    expect(containersOf(body)[0]).not.toHaveProperty('readinessProbe')
  })

  test('appends a finalizer once', async () => {
    await target.client.post(at(), configMap('finalizers', {}, { finalizers: ['acme.test/a'] }))
    const patch = { metadata: { finalizers: ['acme.test/b', 'acme.test/a'] } }
    const { body } = await target.client.patch(at('finalizers'), 'strategic', patch)
    expect([...body.metadata.finalizers].sort()).toEqual(['acme.test/a', 'acme.test/b'])
    await target.client.patch(at('finalizers'), 'merge', { metadata: { finalizers: null } })
  })
})

describe('a patch', () => {
  test('of a type that is none answers 415', async () => {
    await target.client.post(at(), configMap('type'))
    const { status, body } = await target.client.request(
      'PATCH',
      at('type'),
      {},
      { 'content-type': 'application/json' },
    )
    expect(status).toBe(415)
    expect(body.reason).toBe('UnsupportedMediaType')
  })

  test('that is no JSON answers 400', async () => {
    await target.client.post(at(), configMap('broken'))
    expect((await target.client.patch(at('broken'), 'merge', '{"data": ')).status).toBe(400)
  })

  test('of the status subresource changes nothing but the status', async () => {
    await target.client.post(deployments(), deployment('status', { replicas: 0 }))
    const patch = { spec: { replicas: 5 }, status: { collisionCount: 7 } }
    const { status, body } = await target.client.patch(`${deployments('status')}/status`, 'merge', patch)
    expect([status, body.spec.replicas, body.status.collisionCount]).toEqual([200, 0, 7])
  })

  test('of the object does not change its status', async () => {
    await target.client.post(deployments(), deployment('spec', { replicas: 0 }))
    const { body } = await target.client.patch(deployments('spec'), 'merge', { status: { collisionCount: 7 } })
    expect(body.status.collisionCount).toBeUndefined()
  })

  test('of the spec moves the generation, one of labels does not', async () => {
    const { body: made } = await target.client.post(deployments(), deployment('generation', { replicas: 0 }))
    expect(made.metadata.generation).toBe(1)
    const { body: labelled } = await target.client.patch(deployments('generation'), 'merge', {
      metadata: { labels: { a: 'b' } },
    })
    expect(labelled.metadata.generation).toBe(1)
    const { body: changed } = await target.client.patch(deployments('generation'), 'merge', {
      spec: { minReadySeconds: 1 },
    })
    expect(changed.metadata.generation).toBe(2)
  })
})
