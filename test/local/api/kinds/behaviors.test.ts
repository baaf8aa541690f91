import { expect, test } from 'vitest'
import { createLocalApi } from '../../../../src/local/api/local-api.ts'
import { virtualClock } from '../../../../src/local/clock-virtual.ts'
import { ask } from '../../../builders-local-api.ts'

const container = { name: 'main', image: 'train:1' }
const meta = (name: string) => ({ name, namespace: 'default' })

function server() {
  const api = createLocalApi({ clock: virtualClock() })
  api.store.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: meta('default') })
  const post = (path: string, body: object) => ask(api, 'POST', path, body)
  return { api, post }
}

test('a pod gets its defaults, its account, its token and its quality', async () => {
  const { post } = server()
  const { body } = await post('/api/v1/namespaces/default/pods', {
    metadata: { name: 'p' },
    spec: { containers: [container] },
  })
  expect(body).toMatchObject({
    metadata: { generation: 1 },
    spec: { restartPolicy: 'Always', serviceAccountName: 'default', containers: [{ imagePullPolicy: 'IfNotPresent' }] },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  })
})

test('a pod of an account that is not there is refused', async () => {
  const { post } = server()
  const spec = { serviceAccountName: 'nobody', containers: [container] }
  expect(await post('/api/v1/namespaces/default/pods', { metadata: { name: 'p' }, spec })).toMatchObject({
    status: 403,
  })
})

test('a Job selects its own pods, and its template stays as it is', async () => {
  const { api, post } = server()
  const template = { spec: { restartPolicy: 'Never', containers: [container] } }
  const path = '/apis/batch/v1/namespaces/default/jobs'
  const { body } = await post(path, { metadata: { name: 'j' }, spec: { template } })
  expect(body).toMatchObject({
    spec: { completions: 1, backoffLimit: 6, template: { metadata: { labels: { 'job-name': 'j' } } } },
  })
  const patch = { spec: { template: { spec: { restartPolicy: 'OnFailure' } } } }
  expect(await ask(api, 'PATCH', `${path}/j`, patch)).toMatchObject({ status: 422 })
})

test('Services get addresses and ports of their own, which stay', async () => {
  const { api, post } = server()
  const path = '/api/v1/namespaces/default/services'
  const spec = { type: 'NodePort', ports: [{ port: 80 }] }
  const first = await post(path, { metadata: { name: 'a' }, spec })
  const second = await post(path, { metadata: { name: 'b' }, spec })
  expect(first).toMatchObject({ body: { spec: { clusterIP: '10.96.0.10', ports: [{ nodePort: 30_000 }] } } })
  expect(second).toMatchObject({ body: { spec: { clusterIP: '10.96.0.11', ports: [{ nodePort: 30_001 }] } } })
  const replaced = await ask(api, 'PUT', `${path}/a`, { metadata: { name: 'a' }, spec })
  expect(replaced).toMatchObject({ body: { spec: { clusterIP: '10.96.0.10', ports: [{ nodePort: 30_000 }] } } })
})

test('a definition is served at once, and its objects go with it', async () => {
  const { api, post } = server()
  const schema = {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec: { type: 'object', required: ['size'], properties: { size: { type: 'integer', minimum: 1 } } },
      },
    },
  }
  const names = { plural: 'models', singular: 'model', kind: 'Model' }
  const definition = {
    metadata: { name: 'models.acme.test' },
    spec: {
      group: 'acme.test',
      scope: 'Namespaced',
      names,
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  }
  const crds = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
  expect(await post(crds, definition)).toMatchObject({ status: 201 })
  const models = '/apis/acme.test/v1/namespaces/default/models'
  const model = (spec: object) => ({ apiVersion: 'acme.test/v1', kind: 'Model', metadata: { name: 'm' }, spec })
  expect(await post(models, model({}))).toMatchObject({
    status: 422,
    body: { details: { causes: [{ field: 'spec.size' }] } },
  })
  expect(await post(models, model({ size: 0 }))).toMatchObject({ status: 422 })
  expect(await post(models, model({ size: 'x' }))).toMatchObject({
    body: { details: { causes: [{ reason: 'FieldValueTypeInvalid' }] } },
  })
  expect(await post(models, model({ size: 1 }))).toMatchObject({ status: 201 })
  await ask(api, 'DELETE', `${crds}/models.acme.test`)
  expect(await ask(api, 'GET', models)).toMatchObject({ status: 404 })
  await post(crds, definition)
  expect(await ask(api, 'GET', models)).toMatchObject({ body: { items: [] } })
})

test('a server that starts from a state serves its custom objects', async () => {
  const { api, post } = server()
  const schema = { openAPIV3Schema: { type: 'object' } }
  const names = { plural: 'models', singular: 'model', kind: 'Model' }
  const versions = [{ name: 'v1', served: true, storage: true, schema }]
  await post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    metadata: { name: 'models.acme.test' },
    spec: { group: 'acme.test', scope: 'Namespaced', names, versions },
  })
  api.store.create({ apiVersion: 'acme.test/v1', kind: 'Model', metadata: meta('m') })
  const next = createLocalApi({ clock: virtualClock(), state: api.state() })
  expect(await ask(next, 'GET', '/apis/acme.test/v1/namespaces/default/models/m')).toMatchObject({ status: 200 })
})
