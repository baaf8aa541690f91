import { expect, test } from 'vitest'
import { kubeCluster } from '../../src/cluster/kube-cluster.ts'
import type { Transport } from '../../src/cluster/transport.ts'
import { createLocalApi } from '../../src/local/api/local-api.ts'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { chosenServices, listServices, oneNamespace, servicesOf } from '../../src/manage/services.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import { managedCluster } from './cluster.ts'
import { aDeployment, anIngress, aService } from './objects.ts'

test('a service is its Deployment, its Service and its route', () => {
  const [service] = servicesOf({ deployments: [aDeployment()], services: [aService()], routes: [anIngress()] })
  expect(service).toEqual({
    madeBy: 'bodywork-action',
    pipeline: 'iris',
    stage: 'serve',
    commit: 'abc1234def',
    branch: 'main',
    repository: 'https://example.com/iris',
    name: 'serve',
    namespace: 'ml',
    wanted: 1,
    ready: 1,
    health: 'healthy',
    port: 5000,
    url: 'http://serve.ml.svc.cluster.local:5000',
    ingress: '/ml/serve/',
    proxy: '/api/v1/namespaces/ml/services/serve/proxy/',
    createdAt: '1970-01-01T00:00:00Z',
  })
})

test.each([
  [
    '3.x',
    'serve',
    { madeBy: 'bodywork 3.x', pipeline: 'iris', commit: 'abc1234', repository: 'https://example.com/iris' },
  ],
  [
    '2.x',
    'iris--serve',
    {
      madeBy: 'bodywork 2.x',
      pipeline: 'iris',
      stage: 'serve',
      branch: 'master',
      repository: 'https://example.com/old',
    },
  ],
] as const)('a service of Bodywork %s is recognised', (madeBy, name, expected) => {
  const [service] = servicesOf({ deployments: [aDeployment({ madeBy, name })], services: [], routes: [] })
  expect(service).toMatchObject(expected)
})

test('a Deployment of somebody else is not listed', () => {
  const stranger = { ...aDeployment(), metadata: { name: 'x', namespace: 'ml', labels: { app: 'bodywork' } } }
  expect(servicesOf({ deployments: [stranger], services: [], routes: [] })).toEqual([])
})

test('two hundred services in twenty namespaces take four requests', async () => {
  const objects = Array.from({ length: 200 }, (_, at) => {
    const wish = { pipeline: `p${at % 40}`, name: `s${at}`, namespace: `ns-${at % 20}` }
    return [aDeployment(wish), aService(wish)]
  })
  const cluster = managedCluster(objects.flat())
  expect(await listServices(cluster)).toHaveLength(200)
  expect(cluster.asked).toHaveLength(4)
})

test('on the wire they are five requests at most, finding kinds and turning pages included', async () => {
  const api = createLocalApi({ clock: virtualClock() })
  for (let at = 0; at < 20; at++)
    api.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `ns-${at}` } })
  for (let at = 0; at < 200; at++) {
    const wish = { pipeline: `p${at % 40}`, name: `s${at}`, namespace: `ns-${at % 20}` }
    for (const object of [aDeployment(wish), aService(wish)]) api.store.create(withSelector(object))
  }
  const asked: string[] = []
  const transport: Transport = {
    send: (request) => {
      asked.push(request.path)
      return api.handle(request)
    },
    close: () => Promise.resolve(),
  }
  const clock = virtualClock()
  const cluster = kubeCluster({ transport, clock, random: () => 0, server: 'local' })
  expect(await listServices(cluster)).toHaveLength(200)
  expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(5)
})

/** A Deployment as a server takes it. */
function withSelector(object: KubeObject): KubeObject {
  if (object.kind !== 'Deployment') return object
  const labels = { app: object.metadata.name }
  const containers = [{ name: 'bodywork', image: 'python:3.12' }]
  return {
    ...object,
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  }
}

test('what is not there is told with what was probably meant', () => {
  const all = servicesOf({ deployments: [aDeployment()], services: [], routes: [] })
  expect(() => chosenServices(all, 'irsi', undefined)).toThrow('there is no deployment "irsi"')
  expect(() => chosenServices(all, 'iris', 'srv')).toThrow('there is no service of iris "srv"')
  expect(() => oneNamespace([{ namespace: 'a' }, { namespace: 'b' }], 'iris')).toThrow('deployed in 2 namespaces: a, b')
})
