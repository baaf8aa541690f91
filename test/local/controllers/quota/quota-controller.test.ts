import { expect, test } from 'vitest'
import { createResources } from '../../../../src/local/api/resources.ts'
import { deploymentController } from '../../../../src/local/controllers/deployment/deployment-controller.ts'
import { quotaAdmission } from '../../../../src/local/controllers/quota/admission.ts'
import { quotaController } from '../../../../src/local/controllers/quota/quota-controller.ts'
import { replicaSetController } from '../../../../src/local/controllers/replica-set.ts'
import { schedulerController } from '../../../../src/local/controllers/scheduler/scheduler.ts'
import { deploymentObject, podObject, testCluster, trueConditions } from '../../../builders-local.ts'

const resources = createResources()
const controllers = [quotaController(resources), schedulerController, deploymentController, replicaSetController]

test('usage follows what is created and deleted', async () => {
  const cluster = await testCluster(controllers, { runMs: 600_000 })
  const metadata = { name: 'team', namespace: 'team' }
  cluster.store.create({ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '5' } } })
  cluster.store.create(podObject())
  await cluster.seconds(1)
  expect(cluster.get('ResourceQuota', 'team')['status']).toEqual({ hard: { pods: '5' }, used: { pods: '1' } })
  cluster.store.delete({ apiVersion: 'v1', kind: 'Pod', namespace: 'team', name: 'one' })
  await cluster.seconds(5)
  expect(cluster.get('ResourceQuota', 'team')['status']).toMatchObject({ used: { pods: '0' } })
})

test('a Deployment that a quota holds back says so, and goes on when there is room', async () => {
  const cluster = await testCluster(controllers, {}, [quotaAdmission(resources)])
  const metadata = { name: 'team', namespace: 'team' }
  cluster.store.create({ apiVersion: 'v1', kind: 'ResourceQuota', metadata, spec: { hard: { pods: '1' } } })
  cluster.store.create(deploymentObject())
  await cluster.seconds(5)
  expect(trueConditions(cluster.get('Deployment', 'serve'))).toContain('ReplicaFailure FailedCreate')
  const quota = cluster.get('ResourceQuota', 'team')
  cluster.store.update({ ...quota, spec: { hard: { pods: '5' } } })
  await cluster.seconds(20)
  expect(trueConditions(cluster.get('Deployment', 'serve'))).not.toContain('ReplicaFailure FailedCreate')
  expect(cluster.pods()).toHaveLength(2)
})
