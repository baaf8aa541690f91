import { expect, test } from 'vitest'
import { schedulerController } from '../../../src/local/controllers/scheduler/scheduler.ts'
import { statefulSetController } from '../../../src/local/controllers/stateful-set.ts'
import { podTemplate, type TestCluster, testCluster } from '../../builders-local.ts'

const controllers = [statefulSetController, schedulerController]

function statefulSet(spec: Readonly<Record<string, unknown>> = {}) {
  const metadata = { name: 'store', namespace: 'team' }
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: { replicas: 2, serviceName: 'store', template: podTemplate(), ...spec },
  }
}

function change(cluster: TestCluster, spec: Readonly<Record<string, unknown>>): void {
  const known = cluster.get('StatefulSet', 'store')
  cluster.store.update({ ...known, spec: { ...(known['spec'] as object), ...spec } })
}

test('pods come one after the other, each when the one before is ready', async () => {
  const cluster = await testCluster(controllers, { readyMs: 5000 })
  cluster.store.create(statefulSet())
  await cluster.seconds(3)
  expect(cluster.pods().map((pod) => pod.metadata.name)).toEqual(['store-0'])
  await cluster.seconds(12)
  expect(cluster.pods().map((pod) => pod.metadata.name)).toEqual(['store-0', 'store-1'])
  expect(cluster.get('StatefulSet', 'store')['status']).toMatchObject({
    replicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
  })
})

test('an update replaces pods from the last to the first', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(statefulSet())
  await cluster.seconds(10)
  change(cluster, { template: podTemplate({}, 'model:2') })
  await cluster.seconds(20)
  const deleted = cluster.store.history.filter(({ type, object }) => type === 'DELETED' && object.kind === 'Pod')
  expect(deleted.map(({ object }) => object.metadata.name)).toEqual(['store-1', 'store-0'])
  const status = cluster.get('StatefulSet', 'store')['status'] as Record<string, unknown>
  expect(status['currentRevision']).toBe(status['updateRevision'])
  expect(status).toMatchObject({ updatedReplicas: 2 })
})

test('each pod gets its own claim, which stays when the pod goes', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: {} }] }))
  await cluster.seconds(10)
  change(cluster, { replicas: 1 })
  await cluster.seconds(5)
  const claims = cluster.store.list('v1', 'PersistentVolumeClaim').map((claim) => claim.metadata.name)
  expect(claims).toEqual(['data-store-0', 'data-store-1'])
  expect(cluster.pods()).toHaveLength(1)
})
