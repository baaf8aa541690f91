import { expect, test } from 'vitest'
import { daemonSetController } from '../../../src/local/controllers/daemon-set.ts'
import { schedulerController } from '../../../src/local/controllers/scheduler/scheduler.ts'
import { nodeObject, podTemplate, testCluster } from '../../builders-local.ts'

test('each node that will have it gets one pod, also a node that comes later', async () => {
  const cluster = await testCluster([daemonSetController, schedulerController])
  const metadata = { name: 'agent', namespace: 'team' }
  cluster.store.create({ apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: { template: podTemplate() } })
  await cluster.seconds(5)
  expect(cluster.get('DaemonSet', 'agent')['status']).toMatchObject({
    desiredNumberScheduled: 1,
    numberReady: 1,
    numberAvailable: 1,
  })
  cluster.store.create(nodeObject('second'))
  cluster.store.create(nodeObject('tainted', { spec: { taints: [{ key: 'gpu', effect: 'NoSchedule' }] } }))
  await cluster.seconds(5)
  const nodes = cluster.pods().map((pod) => (pod['spec'] as Record<string, unknown>)['nodeName'])
  expect(nodes).toEqual(['local', 'second'])
})
