import { expect, test } from 'vitest'
import { garbageCollector } from '../../../../src/local/controllers/garbage/garbage-collector.ts'
import { jobController } from '../../../../src/local/controllers/job/job-controller.ts'
import { ttlController } from '../../../../src/local/controllers/job/ttl.ts'
import { schedulerController } from '../../../../src/local/controllers/scheduler/scheduler.ts'
import { jobObject, testCluster } from '../../../builders-local.ts'

test('a finished Job and its pod go when their time is over, not before', async () => {
  const cluster = await testCluster([jobController, ttlController, schedulerController, garbageCollector])
  cluster.store.create(jobObject({ ttlSecondsAfterFinished: 30 }))
  await cluster.seconds(20)
  expect(cluster.store.list('batch/v1', 'Job')).toHaveLength(1)
  await cluster.seconds(20)
  expect(cluster.store.list('batch/v1', 'Job')).toHaveLength(0)
  expect(cluster.pods()).toHaveLength(0)
})
