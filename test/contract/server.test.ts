import { describe, expect, test } from 'vitest'
import { configMap } from './builders.ts'
import { contract, pathOf } from './target.ts'

const target = contract()

describe('discovery', () => {
  test('lists the core versions', async () => {
    const { body } = await target.client.get('/api')
    expect(body).toMatchObject({ kind: 'APIVersions', versions: ['v1'] })
  })

  test.each([
    'apps',
    'batch',
    'networking.k8s.io',
    'autoscaling',
    'policy',
    'rbac.authorization.k8s.io',
    'coordination.k8s.io',
    'discovery.k8s.io',
    'authorization.k8s.io',
    'authentication.k8s.io',
    'events.k8s.io',
    'apiextensions.k8s.io',
  ])('lists the group %s', async (group) => {
    const { body } = await target.client.get('/apis')
    expect(body.kind).toBe('APIGroupList')
    expect(body.groups.map((item: { name: string }) => item.name)).toContain(group)
  })

  test.each([
    ['/api/v1', 'pods', { kind: 'Pod', namespaced: true, shortNames: ['po'], singularName: 'pod' }],
    ['/api/v1', 'pods/log', { kind: 'Pod', verbs: ['get'] }],
    ['/api/v1', 'pods/exec', { kind: 'PodExecOptions', verbs: ['create', 'get'] }],
    ['/api/v1', 'pods/portforward', { kind: 'PodPortForwardOptions', verbs: ['create', 'get'] }],
    ['/api/v1', 'namespaces', { kind: 'Namespace', namespaced: false }],
    ['/apis/apps/v1', 'deployments', { kind: 'Deployment', shortNames: ['deploy'], categories: ['all'] }],
    ['/apis/apps/v1', 'deployments/scale', { kind: 'Scale', group: 'autoscaling', version: 'v1' }],
    [
      '/apis/batch/v1',
      'jobs',
      { kind: 'Job', verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] },
    ],
    ['/apis/batch/v1', 'cronjobs/status', { kind: 'CronJob', verbs: ['get', 'patch', 'update'] }],
  ])('of %s knows %s', async (path, name, expected) => {
    const { body } = await target.client.get(path)
    expect(body.kind).toBe('APIResourceList')
    expect(body.resources.find((item: { name: string }) => item.name === name)).toMatchObject(expected)
  })

  test('tells the version', async () => {
    const { body } = await target.client.get('/version')
    expect(body.major).toBe('1')
    expect(body.gitVersion).toMatch(/^v1\.\d+\.\d+/)
  })

  test('describes the fields of a kind, and how its lists are merged', async () => {
    const { body } = await target.client.get('/openapi/v3/apis/batch/v1')
    const { schemas } = body.components
    expect(schemas['io.k8s.api.batch.v1.Job']).toMatchObject({
      'x-kubernetes-group-version-kind': [{ group: 'batch', version: 'v1', kind: 'Job' }],
      properties: { spec: { allOf: [{ $ref: '#/components/schemas/io.k8s.api.batch.v1.JobSpec' }] } },
    })
    expect(schemas['io.k8s.api.batch.v1.JobSpec'].properties.backoffLimit.type).toBe('integer')
    expect(schemas['io.k8s.api.core.v1.PodSpec'].properties.containers).toMatchObject({
      type: 'array',
      'x-kubernetes-list-map-keys': ['name'],
      'x-kubernetes-patch-merge-key': 'name',
    })
  })

  test('is healthy and ready', async () => {
    for (const path of ['/healthz', '/readyz', '/livez']) expect((await target.client.get(path)).text).toBe('ok')
  })
})

describe('what is not served', () => {
  test.each(['/apis/nothing.test/v1', '/api/v1/nothings', '/apis/apps/v1/nothings', '/nothing'])(
    '%s answers 404',
    async (path) => {
      const { status } = await target.client.get(path)
      expect(status).toBe(404)
    },
  )

  test('a kind that is unknown has the Status of a missing path', async () => {
    const { body } = await target.client.get('/apis/apps/v1/nothings')
    const text = typeof body === 'object' ? body.message : ''
    expect(text ?? '404 page not found').toContain('not find')
  })

  test.each([
    ['PUT', () => target.of('configmaps')],
    ['POST', () => target.of('configmaps', 'one')],
    ['PATCH', () => target.of('configmaps')],
  ])('%s where it makes no sense answers 405', async (method, path) => {
    const headers = { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }
    const { status, body } = await target.client.request(method, path(), configMap('one'), headers)
    expect([status, body.reason]).toEqual([405, 'MethodNotAllowed'])
  })

  test('a body of an unknown type answers 415', async () => {
    const { status, body } = await target.client.request('POST', target.of('configmaps'), 'name=one', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect([status, body.reason]).toEqual([415, 'UnsupportedMediaType'])
  })

  test('a form of answer nobody has answers 406', async () => {
    const { status } = await target.client.request('GET', target.of('configmaps'), undefined, { accept: 'image/png' })
    expect(status).toBe(406)
  })

  test('an object that is too large is refused', async () => {
    const { status, body } = await target.client.post(
      target.of('configmaps'),
      configMap('large', { a: 'x'.repeat(1_100_000) }),
    )
    expect([status, body.reason]).toEqual([422, 'Invalid'])
    expect(body.message).toContain('Too long')
  })

  test('a body that is far too large answers 413', async () => {
    const { status, body } = await target.client.post(
      target.of('configmaps'),
      configMap('huge', { a: 'x'.repeat(3_200_000) }),
    )
    expect([status, body.reason]).toEqual([413, 'RequestEntityTooLarge'])
  })
})

describe('YAML', () => {
  test('is taken as well as JSON', async () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\ndata:\n  a: "1"\n'
    const { status, body } = await target.client.request('POST', target.of('configmaps'), text, {
      'content-type': 'application/yaml',
    })
    expect([status, body.data]).toEqual([201, { a: '1' }])
  })
})

describe('who asks', () => {
  const account = { apiVersion: 'v1', kind: 'ServiceAccount' }

  async function accountToken(name: string): Promise<string> {
    await target.client.post(target.of('serviceaccounts'), { ...account, metadata: { name } })
    const { status, body } = await target.client.post(`${target.of('serviceaccounts', name)}/token`, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3600 },
    })
    expect(status).toBe(201)
    expect(body.status.expirationTimestamp).toBeDefined()
    return body.status.token
  }

  test('with a token that is none is nobody: 401', async () => {
    const { status, body } = await target.client.as('nonsense').get(target.of('configmaps'))
    expect(status).toBe(401)
    expect(body).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      message: 'Unauthorized',
      reason: 'Unauthorized',
      code: 401,
    })
  })

  test('as an account without rights is refused with its name, verb, resource and namespace', async () => {
    const token = await accountToken('poor')
    const { status, body } = await target.client.as(token).get(target.of('configmaps'))
    expect(status).toBe(403)
    expect(body).toMatchObject({ reason: 'Forbidden', details: { kind: 'configmaps' } })
    expect(body.message).toBe(
      `configmaps is forbidden: User "system:serviceaccount:${target.namespace}:poor" cannot list resource "configmaps" in API group "" in the namespace "${target.namespace}"`,
    )
  })

  test('with a role may do what it says and no more', async () => {
    const token = await accountToken('reader')
    const group = 'rbac.authorization.k8s.io'
    const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }]
    const role = { apiVersion: `${group}/v1`, kind: 'Role', metadata: { name: 'reader' }, rules }
    const subjects = [{ kind: 'ServiceAccount', name: 'reader', namespace: target.namespace }]
    const binding = {
      apiVersion: `${group}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'reader' },
      roleRef: { apiGroup: group, kind: 'Role', name: 'reader' },
      subjects,
    }
    await target.client.post(target.of(`${group}/v1/roles`), role)
    await target.client.post(target.of(`${group}/v1/rolebindings`), binding)
    const reader = target.client.as(token)
    await expect.poll(async () => (await reader.get(target.of('configmaps'))).status, { timeout: 10_000 }).toBe(200)
    expect((await reader.post(target.of('configmaps'), configMap('mine'))).status).toBe(403)
    expect((await reader.get(target.of('secrets'))).status).toBe(403)
    expect((await reader.get(pathOf('configmaps', 'default'))).status).toBe(403)
    const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview' }
    const may = async (verb: string) => {
      const resourceAttributes = { namespace: target.namespace, verb, resource: 'configmaps' }
      const { body } = await reader.post('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
        ...review,
        spec: { resourceAttributes },
      })
      return body.status.allowed
    }
    expect([await may('list'), await may('delete')]).toEqual([true, false])
  })

  test('may ask what it may do', async () => {
    const { status, body } = await target.client.post('/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace: target.namespace },
    })
    expect(status).toBe(201)
    expect(body.status.resourceRules).toContainEqual(
      expect.objectContaining({ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }),
    )
    expect(body.status.incomplete).toBe(false)
  })

  test('as the administrator may do everything', async () => {
    const resourceAttributes = { verb: 'delete', resource: 'nodes' }
    const { body } = await target.client.post('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews', {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    })
    expect(body.status.allowed).toBe(true)
  })
})

describe('secrets', () => {
  test('take texts and give them back encoded', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'coded' }, stringData: { a: 'ä' } }
    const { body } = await target.client.post(target.of('secrets'), secret)
    expect(body.data).toEqual({ a: Buffer.from('ä').toString('base64') })
    expect(body).not.toHaveProperty('stringData')
    expect(body.type).toBe('Opaque')
  })

  test('that are not encoded are refused', async () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'raw' }, data: { a: '***' } }
    expect((await target.client.post(target.of('secrets'), secret)).status).toBe(400)
  })
})
