import { expect, test } from 'vitest'
import { endpointSliceController } from '../../../../src/local/controllers/network/endpoint-slice.ts'
import { schedulerController } from '../../../../src/local/controllers/scheduler/scheduler.ts'
import { podObject, type TestCluster, testCluster } from '../../../builders-local.ts'

const controllers = [endpointSliceController, schedulerController]

function service(targetPort: unknown, selector: Readonly<Record<string, string>> = { app: 'serve' }) {
  const spec = { selector, ports: [{ port: 80, targetPort, protocol: 'TCP' }] }
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'serve', namespace: 'team' }, spec }
}

const slices = (cluster: TestCluster) => cluster.store.list('discovery.k8s.io/v1', 'EndpointSlice', 'team')

test('an endpoint is listed when its pod has an address, and ready when the pod is', async () => {
  const cluster = await testCluster(controllers, { runMs: 600_000, readyMs: 5000 })
  cluster.store.create(service(8080))
  cluster.store.create(podObject())
  await cluster.seconds(3)
  expect(slices(cluster)[0]).toMatchObject({
    ports: [{ port: 8080 }],
    endpoints: [{ conditions: { ready: false }, targetRef: { name: 'one' }, nodeName: 'local' }],
  })
  await cluster.seconds(5)
  expect(slices(cluster)).toHaveLength(1)
  expect(slices(cluster)[0]).toMatchObject({
    endpoints: [{ conditions: { ready: true, serving: true, terminating: false } }],
  })
  expect(cluster.store.get({ apiVersion: 'v1', kind: 'Endpoints', namespace: 'team', name: 'serve' })).toMatchObject({
    subsets: [{ addresses: [{ targetRef: { name: 'one' } }], ports: [{ port: 8080 }] }],
  })
})

test('a port name no container has leaves a ready endpoint without ports', async () => {
  const cluster = await testCluster(controllers, { runMs: 600_000 })
  cluster.store.create(service('htpp'))
  cluster.store.create(podObject())
  await cluster.seconds(3)
  expect(slices(cluster)[0]).toMatchObject({ ports: null, endpoints: [{ conditions: { ready: true } }] })
})

test('a selector that matches nothing has a slice without endpoints', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(service(80, { app: 'other' }))
  cluster.store.create(podObject())
  await cluster.seconds(3)
  expect(slices(cluster)[0]).toMatchObject({ endpoints: [] })
})

test('a pod that ends is taken off the list', async () => {
  const cluster = await testCluster(controllers, { runMs: 5000 })
  cluster.store.create(service(80))
  cluster.store.create(podObject())
  await cluster.seconds(3)
  expect(slices(cluster)[0]?.['endpoints']).toHaveLength(1)
  await cluster.seconds(10)
  expect(slices(cluster)[0]?.['endpoints']).toEqual([])
})

test('the slice follows the labels of its Service', async () => {
  const cluster = await testCluster(controllers, { runMs: 600_000 })
  const made = cluster.store.create(service(8080))
  cluster.store.create(podObject())
  await cluster.seconds(3)
  cluster.store.update({ ...made, metadata: { ...made.metadata, labels: { team: 'ml' } } })
  await cluster.seconds(1)
  expect(slices(cluster)).toHaveLength(1)
  expect(slices(cluster)[0]?.metadata.labels).toMatchObject({ team: 'ml', 'kubernetes.io/service-name': 'serve' })
})
