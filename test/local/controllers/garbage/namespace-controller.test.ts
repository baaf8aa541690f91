import { expect, test } from 'vitest'
import { namespaceController } from '../../../../src/local/controllers/garbage/namespace-controller.ts'
import { schedulerController } from '../../../../src/local/controllers/scheduler/scheduler.ts'
import { podObject, testCluster } from '../../../builders-local.ts'

const namespace = { apiVersion: 'v1', kind: 'Namespace', name: 'team' }

test('a namespace goes when its contents are gone, and says what is left until then', async () => {
  const cluster = await testCluster([namespaceController(), schedulerController], { runMs: 600_000, stopMs: 5000 })
  cluster.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } })
  cluster.store.create(podObject())
  await cluster.seconds(3)
  cluster.store.delete(namespace)
  await cluster.seconds(2)
  expect(JSON.stringify(cluster.store.get(namespace))).toContain(
    'Some resources are remaining: pods. has 1 resource instances',
  )
  await cluster.seconds(10)
  expect(cluster.store.get(namespace)).toBeUndefined()
  expect(cluster.pods()).toHaveLength(0)
})

test('a finalizer that nobody removes is named', async () => {
  const cluster = await testCluster([namespaceController()])
  cluster.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } })
  const metadata = { name: 'held', namespace: 'team', finalizers: ['acme.test/keep'] }
  cluster.store.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata })
  cluster.store.delete(namespace)
  await cluster.seconds(5)
  const text = JSON.stringify(cluster.store.get(namespace))
  expect(text).toContain(
    'Some content in the namespace has finalizers remaining: acme.test/keep in 1 resource instances',
  )
})
