import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { refuseWindows } from '../../src/entry/local-connection.ts'
import type { LocalApiServer } from '../../src/local/api/local-api.ts'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { startLocalCluster } from '../../src/local/cluster.ts'
import { usualAddressing } from '../../src/local/node/process/addresses.ts'
import { startOfImage } from '../../src/local/node/process/images.ts'
import { podFolder } from '../../src/local/node/process/pod-folder.ts'
import { makeVolumes } from '../../src/local/node/process/volumes.ts'
import { simulatedNode } from '../../src/local/node/simulated/simulated-node.ts'
import { scratchFolder, shellPod } from '../builders-process.ts'

// Every row of the documented list is here, with a look at it where there is something to look at.
const page = readFileSync('docs/reference/local-cluster-differences.md', 'utf8')
const rows = [...page.matchAll(/^\| (.+?) \| (.+?) \| (.+) \|$/gm)].filter(([, what]) => what !== 'what')

const clock = virtualClock()
const { api } = startLocalCluster({ clock, node: simulatedNode() })

async function ask(server: LocalApiServer, method: 'GET' | 'POST', path: string, body?: unknown) {
  const headers = { 'content-type': 'application/json' }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const answer = await server.handle({ method, path, headers, ...sent })
  let text = ''
  for await (const piece of answer.body) text += Buffer.from(piece).toString()
  return { status: answer.status, type: answer.headers['content-type'], body: JSON.parse(text) }
}

const get = (path: string) => ask(api, 'GET', path)
const post = (path: string, body: unknown) => ask(api, 'POST', path, body)
const inDefault = (path: string) => `/api/v1/namespaces/default/${path}`

/** None of those paths is served. */
const absent =
  (...paths: readonly string[]) =>
  async () => {
    for (const path of paths) expect([path, (await get(path)).status]).toEqual([path, 404])
  }

/** An object of that kind is taken as it is. */
const stored = (path: string, object: Readonly<Record<string, unknown>>) => async () =>
  expect(await post(path, object)).toMatchObject({ status: 201 })

/** Said of another test, named here, or of something that cannot be looked at from within. */
const elsewhere = (_where: string) => async () => {}

const checks: Readonly<Record<string, () => Promise<unknown>>> = {
  TLS: elsewhere('test/local/server.test.ts, test/local/up/open-cluster.test.ts'),
  'the administrator': async () =>
    expect((await get('/apis/rbac.authorization.k8s.io/v1/clusterroles')).status).toBe(200),
  'binary answers': async () => expect((await get(inDefault('pods'))).type).toBe('application/json'),
  OpenAPI: async () => {
    const { body } = await get('/openapi/v3/api/v1')
    expect(body.components.schemas['io.k8s.api.core.v1.Pod']).not.toHaveProperty('description')
    expect((await get('/openapi/v2')).body.definitions).toEqual({})
  },
  'a new CustomResourceDefinition': async () => {
    const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } }
    const names = { plural: 'models', kind: 'Model' }
    const versions = [{ name: 'v1', served: true, storage: true, schema }]
    const spec = { group: 'acme.test', scope: 'Namespaced', names, versions }
    const made = await post('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: { name: 'models.acme.test' },
      spec,
    })
    expect(made.body.status.conditions).toHaveLength(2)
    expect((await get('/apis/acme.test/v1/namespaces/default/models')).status).toBe(200)
  },
  'tokens of service accounts': async () => {
    await clock.advance(1000)
    const made = await post(inDefault('serviceaccounts/default/token'), { spec: {} })
    const [head = ''] = String(made.body.status.token).split('.')
    expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toMatchObject({ alg: 'HS256' })
    await absent('/openid/v1/jwks')()
  },
  compaction: elsewhere('test/local/api/store/history.test.ts'),
  'messages about bodies that cannot be read': async () => {
    const { status, body } = await post(inDefault('configmaps'), { metadata: { name: 'x' }, data: 5 })
    expect([status, body.reason]).toEqual([400, 'BadRequest'])
  },
  'built-in roles': async () =>
    expect((await get('/apis/rbac.authorization.k8s.io/v1/clusterroles')).body.items).toEqual([]),
  'the `kubernetes` Service': async () => expect((await get(inDefault('services'))).body.items).toEqual([]),
  'namespaces being deleted': elsewhere('test/local/controllers/garbage/namespace-controller.test.ts'),
  PersistentVolumeClaims: async () => {
    const resources = { requests: { storage: '1Gi' } }
    const spec = { accessModes: ['ReadWriteOnce'], resources }
    await post(inDefault('persistentvolumeclaims'), { metadata: { name: 'data' }, spec })
    await clock.advance(10_000)
    expect((await get(inDefault('persistentvolumeclaims/data'))).body.status.phase).toBe('Pending')
  },
  'NetworkPolicies, Ingresses, PriorityClasses': stored(
    '/apis/networking.k8s.io/v1/namespaces/default/networkpolicies',
    { metadata: { name: 'none' }, spec: { podSelector: {} } },
  ),
  HorizontalPodAutoscalers: elsewhere('test/local/controllers/horizontal-pod-autoscaler.test.ts'),
  'CustomResourceDefinition: CEL rules, `oneOf`, `anyOf`, `not`, conversion webhooks': elsewhere(
    'test/local/api/schema/custom-schema.test.ts',
  ),
  'Pod Security labels of a namespace': stored('/api/v1/namespaces', {
    metadata: { name: 'strict', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
  }),
  '`pods/attach`, `pods/ephemeralcontainers`, `pods/resize`': absent(
    ...['attach', 'ephemeralcontainers', 'resize'].map((name) => inDefault(`pods/one/${name}`)),
  ),
  '`exec` in a simulated pod': async () => {
    await post(inDefault('pods'), { metadata: { name: 'one' }, spec: { containers: [{ name: 'main', image: 'a' }] } })
    const request = { method: 'GET', path: inDefault('pods/one/exec?command=ls'), headers: {} } as const
    await expect(api.open(request)).rejects.toMatchObject({ status: { code: 400 } })
    expect((await get(request.path)).body.message).toBe('Upgrade request required')
  },
  '`nodes/proxy`, `bindings`, `componentstatuses`': absent(
    '/api/v1/nodes/simulated/proxy/',
    inDefault('bindings'),
    '/api/v1/componentstatuses',
  ),
  'admissionregistration.k8s.io, apiregistration.k8s.io': absent(
    '/apis/admissionregistration.k8s.io/v1',
    '/apis/apiregistration.k8s.io/v1',
  ),
  'certificates.k8s.io, flowcontrol.apiserver.k8s.io': absent(
    '/apis/certificates.k8s.io/v1',
    '/apis/flowcontrol.apiserver.k8s.io/v1',
  ),
  'resource.k8s.io, node.k8s.io': absent('/apis/resource.k8s.io/v1', '/apis/node.k8s.io/v1'),
  'CSI drivers, volume attachments, `ipaddresses`, `servicecidrs`': absent(
    '/apis/storage.k8s.io/v1/csidrivers',
    '/apis/storage.k8s.io/v1/volumeattachments',
    '/apis/networking.k8s.io/v1/ipaddresses',
    '/apis/networking.k8s.io/v1/servicecidrs',
  ),
  'autoscaling/v1 for the autoscaler': absent('/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers'),
  'metrics.k8s.io': absent('/apis/metrics.k8s.io/v1beta1'),
  images: async () => {
    expect(startOfImage('python:3.12', [], ['train.py'], {})).toEqual({ kind: 'argv', argv: ['train.py'] })
    expect(startOfImage('acme/model', [], [], {})).toMatchObject({ kind: 'refused' })
  },
  'the file system': elsewhere('test/local/node/process/path-map.test.ts and python-files.test.ts'),
  addresses: async () => expect([usualAddressing('linux'), usualAddressing('darwin')]).toEqual(['range', 'ports']),
  'names of services': elsewhere('test/local/node/process/service-network.test.ts'),
  'NodePorts, host ports, host network': elsewhere('test/local/node/process/service-network.test.ts'),
  'users, groups, capabilities, seccomp': elsewhere('nothing is done with them'),
  'limits of memory': elsewhere('test/local/node/process/process-node.test.ts'),
  'limits of processors': elsewhere('nothing is done with them'),
  'volumes of drivers, clouds and networks': async () => {
    const root = scratchFolder()
    const volumes = [{ name: 'far', nfs: { server: 'host', path: '/' } }]
    const source = {
      store: api.store,
      pod: shellPod('one', 'true', {}, { volumes }),
      place: { podIP: '', hostIP: '' },
      token: undefined,
    }
    const place = { folder: podFolder(root, 'one'), claims: root }
    expect(() => makeVolumes(source, place)).toThrow('the local cluster has no volumes of type nfs')
  },
  'the size of a terminal in `exec -it`': elsewhere('nothing is done with it'),
  Windows: async () => expect(() => refuseWindows('win32')).toThrow('Windows has no process groups'),
}

test('each row gives a reason, and each is looked at here', () => {
  expect(rows.map(([, what]) => what)).toEqual(Object.keys(checks))
  for (const [, what, here, why] of rows) expect([what, here?.trim(), why?.trim()]).not.toContain('')
})

test.each(Object.entries(checks))('%s', async (_what, check) => {
  await check()
})
