import { randomBytes } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
import { configMap, IMAGE, job, pod } from './builders.ts'
import { contract, pathOf } from './target.ts'

const target = contract()
const NAMESPACES = '/api/v1/namespaces'

async function own(): Promise<string> {
  const name = `contract-${randomBytes(4).toString('hex')}`
  const { status } = await target.client.post(NAMESPACES, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  expect(status).toBe(201)
  const watch = await target.client.watch(`${pathOf('serviceaccounts', name)}?watch=true&timeoutSeconds=60`)
  await watch.until(({ object }) => object.metadata.name === 'default')
  watch.close()
  return name
}

async function gone(name: string): Promise<void> {
  const watch = await target.client.watch(
    `${NAMESPACES}?watch=true&timeoutSeconds=90&fieldSelector=metadata.name%3D${name}`,
  )
  if ((await target.client.get(`${NAMESPACES}/${name}`)).status === 200)
    await watch.until(({ type }) => type === 'DELETED', `the end of ${name}`)
  watch.close()
}

describe.concurrent('a namespace', () => {
  test('is Active, labelled with its name, and held by the kubernetes finalizer', async () => {
    const { body } = await target.client.get(`${NAMESPACES}/${target.namespace}`)
    expect(body.status).toEqual({ phase: 'Active' })
    expect(body.spec).toEqual({ finalizers: ['kubernetes'] })
    expect(body.metadata.labels).toEqual({ 'kubernetes.io/metadata.name': target.namespace })
  })

  test('gets a default account and the certificate of the server', async () => {
    const watch = await target.client.watch(`${target.of('configmaps')}?watch=true&timeoutSeconds=60`)
    const { object } = await watch.until((line) => line.object.metadata.name === 'kube-root-ca.crt')
    watch.close()
    expect(Object.keys(object.data)).toEqual(['ca.crt'])
    expect((await target.client.get(target.of('serviceaccounts', 'default'))).status).toBe(200)
  })

  test('that is deleted goes with all it holds', async () => {
    const name = await own()
    await target.client.post(pathOf('configmaps', name), configMap('inside'))
    const { status, body } = await target.client.delete(`${NAMESPACES}/${name}`)
    expect([status, body.status.phase]).toEqual([200, 'Terminating'])
    await gone(name)
    expect((await target.client.get(pathOf('configmaps', name, 'inside'))).status).toBe(404)
  })

  test('takes nothing new while it is being deleted, and says what holds it', async () => {
    const name = await own()
    await target.client.post(pathOf('configmaps', name), configMap('held', {}, { finalizers: ['acme.test/keep'] }))
    await target.client.delete(`${NAMESPACES}/${name}`)
    const { status, body } = await target.client.post(pathOf('configmaps', name), configMap('late'))
    expect(status).toBe(403)
    expect(body).toMatchObject({
      reason: 'Forbidden',
      message: `configmaps "late" is forbidden: unable to create new content in namespace ${name} because it is being terminated`,
      details: { causes: [{ reason: 'NamespaceTerminating', field: 'metadata.namespace' }] },
    })
    const watch = await target.client.watch(
      `${NAMESPACES}?watch=true&timeoutSeconds=60&fieldSelector=metadata.name%3D${name}`,
    )
    const { object } = await watch.until((line) => JSON.stringify(line.object.status).includes('SomeFinalizersRemain'))
    watch.close()
    const remaining = object.status.conditions.find(
      (item: { type: string }) => item.type === 'NamespaceFinalizersRemaining',
    )
    expect(remaining).toMatchObject({
      status: 'True',
      message: 'Some content in the namespace has finalizers remaining: acme.test/keep in 1 resource instances',
    })
    await target.client.patch(pathOf('configmaps', name, 'held'), 'merge', { metadata: { finalizers: null } })
    await gone(name)
  })

  test('of those every cluster has may not be deleted', async () => {
    const { status, body } = await target.client.delete(`${NAMESPACES}/kube-system`)
    expect([status, body.reason]).toEqual([403, 'Forbidden'])
    expect(body.message).toContain('this namespace may not be deleted')
  })
})

describe.concurrent('a quota', () => {
  const quota = (hard: object) => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'team' },
    spec: { hard },
  })

  async function limited(hard: object): Promise<string> {
    const name = await own()
    const watch = await target.client.watch(`${pathOf('resourcequotas', name)}?watch=true&timeoutSeconds=60`)
    await target.client.post(pathOf('resourcequotas', name), quota({ ...hard, 'count/secrets': '0' }))
    await watch.until(({ object }) => object.status?.used !== undefined, 'the status of the quota')
    watch.close()
    // What admits new objects learns of a quota a moment after the watch has told of it.
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'one-too-many' } }
    await vi.waitFor(
      async () =>
        expect((await target.client.post(`${pathOf('secrets', name)}?dryRun=All`, secret)).body.message).toContain(
          'exceeded quota: team',
        ),
      { timeout: 10_000, interval: 50 },
    )
    return name
  }

  test('refuses one object too many, in words and numbers', async () => {
    const name = await limited({ 'count/jobs.batch': '0' })
    const { status, body } = await target.client.post(pathOf('batch/v1/jobs', name), job('train'))
    expect(status).toBe(403)
    expect(body).toMatchObject({
      reason: 'Forbidden',
      message:
        'jobs.batch "train" is forbidden: exceeded quota: team, requested: count/jobs.batch=1, used: count/jobs.batch=0, limited: count/jobs.batch=0',
      details: { name: 'train', group: 'batch', kind: 'jobs' },
    })
    await target.client.delete(`${NAMESPACES}/${name}`)
  })

  test('counts what pods request, and wants it named', async () => {
    const name = await limited({ 'requests.memory': '64Mi' })
    const withMemory = (memory: string) => ({
      containers: [{ name: 'main', image: IMAGE, command: ['sleep', '60'], resources: { requests: { memory } } }],
    })
    const silent = await target.client.post(pathOf('pods', name), pod('silent'))
    expect(silent.body.message).toBe(
      'pods "silent" is forbidden: failed quota: team: must specify requests.memory for: main',
    )
    expect((await target.client.post(pathOf('pods', name), pod('small', {}, withMemory('48Mi')))).status).toBe(201)
    const { status, body } = await target.client.post(pathOf('pods', name), pod('big', {}, withMemory('32Mi')))
    expect(status).toBe(403)
    expect(body.message).toBe(
      'pods "big" is forbidden: exceeded quota: team, requested: requests.memory=32Mi, used: requests.memory=48Mi, limited: requests.memory=64Mi',
    )
    const { body: after } = await target.client.get(pathOf('resourcequotas', name, 'team'))
    expect(after.status).toMatchObject({ hard: { 'requests.memory': '64Mi' }, used: { 'requests.memory': '48Mi' } })
    await target.client.delete(`${NAMESPACES}/${name}`)
  })

  test('that keeps a Job from its pod is told by an event of the Job', async () => {
    const name = await limited({ pods: '0' })
    const watch = await target.client.watch(`${pathOf('events', name)}?watch=true&timeoutSeconds=60`)
    await target.client.post(pathOf('batch/v1/jobs', name), job('train'))
    const { object } = await watch.until((line) => line.object.reason === 'FailedCreate')
    watch.close()
    expect(object.message).toMatch(
      /^Error creating: pods "train-[a-z0-9]{5}" is forbidden: exceeded quota: team, requested: pods=1, used: pods=0, limited: pods=0$/,
    )
    expect(object).toMatchObject({ type: 'Warning', involvedObject: { kind: 'Job', name: 'train' } })
    await target.client.delete(`${NAMESPACES}/${name}`)
  })
})

describe.concurrent('a limit range', () => {
  test('fills in what is left out, and refuses what is beyond', async () => {
    const name = await own()
    const limits = [
      { type: 'Container', default: { memory: '64Mi' }, defaultRequest: { memory: '16Mi' }, max: { memory: '128Mi' } },
    ]
    await target.client.post(pathOf('limitranges', name), {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'team' },
      spec: { limits },
    })
    const filled = { limits: { memory: '64Mi' }, requests: { memory: '16Mi' } }
    await vi.waitFor(
      async () => {
        const { body } = await target.client.post(`${pathOf('pods', name)}?dryRun=All`, pod('p'))
        expect(body.spec.containers[0].resources).toEqual(filled)
      },
      { timeout: 10_000, interval: 100 },
    )
    const containers = [{ name: 'main', image: IMAGE, resources: { limits: { memory: '1Gi' } } }]
    const { status, body } = await target.client.post(pathOf('pods', name), pod('big', {}, { containers }))
    expect(status).toBe(403)
    expect(body.message).toBe('pods "big" is forbidden: maximum memory usage per Container is 128Mi, but limit is 1Gi')
    await target.client.delete(`${NAMESPACES}/${name}`)
  })
})
