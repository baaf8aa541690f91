import { expect, test } from 'vitest'
import { podGarbageCollector } from '../../../../src/local/controllers/garbage/pod-garbage.ts'
import { schedulerController } from '../../../../src/local/controllers/scheduler/scheduler.ts'
import { podObject, testCluster } from '../../../builders-local.ts'

test('the pods of a node that is gone fail as disrupted and are taken away', async () => {
  const cluster = await testCluster([podGarbageCollector, schedulerController], { runMs: 600_000 })
  cluster.store.create(podObject())
  await cluster.seconds(3)
  cluster.store.delete({ apiVersion: 'v1', kind: 'Node', name: 'local' })
  await cluster.seconds(1)
  expect(cluster.pods()).toHaveLength(0)
  const last = cluster.store.history.findLast(({ type, object }) => type === 'MODIFIED' && object.kind === 'Pod')
  expect(last?.object['status']).toMatchObject({ phase: 'Failed' })
  expect(JSON.stringify(last?.object)).toContain('DeletionByPodGC')
})
