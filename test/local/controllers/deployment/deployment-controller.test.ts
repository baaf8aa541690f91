import { expect, test } from 'vitest'
import { textAt } from '../../../../src/local/api/json.ts'
import { deploymentController } from '../../../../src/local/controllers/deployment/deployment-controller.ts'
import { countAt } from '../../../../src/local/controllers/fields.ts'
import { garbageCollector } from '../../../../src/local/controllers/garbage/garbage-collector.ts'
import { isReadyPod } from '../../../../src/local/controllers/pod-state.ts'
import { replicaSetController } from '../../../../src/local/controllers/replica-set.ts'
import { schedulerController } from '../../../../src/local/controllers/scheduler/scheduler.ts'
import type { Script } from '../../../../src/local/node/simulated/behaviour.ts'
import {
  deploymentObject,
  podTemplate,
  type TestCluster,
  testCluster,
  trueConditions,
} from '../../../builders-local.ts'

const controllers = [deploymentController, replicaSetController, schedulerController, garbageCollector]
const key = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'team', name: 'serve' }

function change(cluster: TestCluster, spec: Readonly<Record<string, unknown>>): void {
  const known = cluster.get('Deployment', 'serve')
  cluster.store.update({ ...known, spec: { ...(known['spec'] as object), ...spec } })
}

function replicaSets(cluster: TestCluster) {
  return cluster.store.list('apps/v1', 'ReplicaSet', 'team')
}

const broken: Script = (pod) => (JSON.stringify(pod).includes('model:2') ? { readyMs: 'never' } : {})

test('a Deployment is available when its pods are ready, and says so in the words of the real one', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(deploymentObject())
  await cluster.seconds(10)
  const deployment = cluster.get('Deployment', 'serve')
  expect(deployment['status']).toMatchObject({
    observedGeneration: 1,
    replicas: 2,
    updatedReplicas: 2,
    readyReplicas: 2,
    availableReplicas: 2,
  })
  expect(trueConditions(deployment)).toEqual(
    expect.arrayContaining(['Available MinimumReplicasAvailable', 'Progressing NewReplicaSetAvailable']),
  )
  expect(textAt(deployment, 'metadata', 'annotations', 'deployment.kubernetes.io/revision')).toBe('1')
  const [set] = replicaSets(cluster)
  expect(cluster.events('ScalingReplicaSet')).toEqual([`Scaled up replica set ${set?.metadata.name} from 0 to 2`])
})

test('a rolling update never goes below what must be available nor above the surge', async () => {
  const cluster = await testCluster(controllers, { readyMs: 3000 })
  const rollingUpdate = { maxSurge: 1, maxUnavailable: 0 }
  cluster.store.create(deploymentObject({ replicas: 3, strategy: { type: 'RollingUpdate', rollingUpdate } }))
  await cluster.seconds(15)
  const before = cluster.store.history.length
  change(cluster, { template: podTemplate({}, 'model:2') })
  let lowest = 99
  let highest = 0
  for (let second = 0; second < 60; second++) {
    await cluster.seconds(1)
    lowest = Math.min(lowest, cluster.pods().filter(isReadyPod).length)
    highest = Math.max(
      highest,
      cluster.pods().filter((pod) => textAt(pod, 'metadata', 'deletionTimestamp') === '').length,
    )
  }
  expect([lowest, highest]).toEqual([3, 4])
  expect(cluster.pods().every((pod) => JSON.stringify(pod).includes('model:2'))).toBe(true)
  expect(cluster.store.history.length).toBeGreaterThan(before)
  expect(
    textAt(cluster.get('Deployment', 'serve'), 'metadata', 'annotations', 'deployment.kubernetes.io/revision'),
  ).toBe('2')
})

test('going back to an old template takes its ReplicaSet into use again, as a new revision', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(deploymentObject())
  await cluster.seconds(10)
  change(cluster, { template: podTemplate({}, 'model:2') })
  await cluster.seconds(20)
  change(cluster, { template: podTemplate({}, 'model:1') })
  await cluster.seconds(20)
  const revisions = replicaSets(cluster).map((set) =>
    textAt(set, 'metadata', 'annotations', 'deployment.kubernetes.io/revision'),
  )
  expect(revisions).toEqual(['3', '2'])
  expect(replicaSets(cluster).map((set) => countAt(set, 'spec', 'replicas'))).toEqual([2, 0])
})

test('a rollout that does not move in time exceeds its deadline while the old pods serve on', async () => {
  const cluster = await testCluster(controllers, broken)
  cluster.store.create(deploymentObject({ progressDeadlineSeconds: 30 }))
  await cluster.seconds(10)
  change(cluster, { template: podTemplate({}, 'model:2') })
  await cluster.seconds(25)
  expect(JSON.stringify(cluster.get('Deployment', 'serve'))).toContain('ReplicaSetUpdated')
  await cluster.seconds(15)
  const deployment = cluster.get('Deployment', 'serve')
  expect(JSON.stringify(deployment)).toContain('ProgressDeadlineExceeded')
  expect(trueConditions(deployment)).toContain('Available MinimumReplicasAvailable')
})

test('a paused Deployment keeps its template back', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(deploymentObject())
  await cluster.seconds(10)
  change(cluster, { paused: true, template: podTemplate({}, 'model:2') })
  await cluster.seconds(10)
  expect(replicaSets(cluster)).toHaveLength(1)
  expect(JSON.stringify(cluster.get('Deployment', 'serve'))).toContain('DeploymentPaused')
  change(cluster, { paused: false })
  await cluster.seconds(20)
  expect(replicaSets(cluster)).toHaveLength(2)
})

test('only as many old ReplicaSets stay as the history limit says', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(deploymentObject({ revisionHistoryLimit: 1 }))
  for (let version = 1; version <= 4; version++) {
    await cluster.seconds(20)
    change(cluster, { template: podTemplate({}, `model:${version + 1}`) })
  }
  await cluster.seconds(20)
  expect(replicaSets(cluster)).toHaveLength(2)
})

test('scaling down ends the surplus pods, scaling to none ends all', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(deploymentObject({ replicas: 3 }))
  await cluster.seconds(10)
  change(cluster, { replicas: 1 })
  await cluster.seconds(5)
  expect(cluster.pods()).toHaveLength(1)
  change(cluster, { replicas: 0 })
  await cluster.seconds(5)
  expect(cluster.pods()).toHaveLength(0)
})

test('Recreate ends every old pod before the first new one begins', async () => {
  const cluster = await testCluster(controllers, { stopMs: 3000 })
  cluster.store.create(deploymentObject({ strategy: { type: 'Recreate' } }))
  await cluster.seconds(10)
  change(cluster, { template: podTemplate({}, 'model:2') })
  await cluster.seconds(2)
  expect(cluster.pods().every((pod) => JSON.stringify(pod).includes('model:1'))).toBe(true)
  await cluster.seconds(20)
  expect(cluster.pods().map((pod) => JSON.stringify(pod).includes('model:2'))).toEqual([true, true])
})

test('deleting a Deployment takes ReplicaSets and pods along', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(deploymentObject())
  await cluster.seconds(10)
  cluster.store.delete(key, { propagation: 'Foreground' })
  await cluster.seconds(5)
  expect(cluster.pods()).toHaveLength(0)
  expect(replicaSets(cluster)).toHaveLength(0)
  expect(cluster.store.get(key)).toBeUndefined()
})
