import { expect, test } from 'vitest'
import { autoscalerController } from '../../../src/local/controllers/horizontal-pod-autoscaler.ts'
import { deploymentObject, testCluster } from '../../builders-local.ts'

function autoscaler() {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'serve' }
  const metadata = { name: 'serve', namespace: 'team' }
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: { scaleTargetRef, maxReplicas: 3 },
  }
}

test('without metrics it says that it cannot scale', async () => {
  const cluster = await testCluster([autoscalerController])
  cluster.store.create(deploymentObject())
  cluster.store.create(autoscaler())
  await cluster.seconds(20)
  expect(JSON.stringify(cluster.get('HorizontalPodAutoscaler', 'serve'))).toContain('"ScalingActive","status":"False"')
})

test('without a target it names what is missing', async () => {
  const cluster = await testCluster([autoscalerController])
  cluster.store.create(autoscaler())
  await cluster.seconds(20)
  expect(JSON.stringify(cluster.get('HorizontalPodAutoscaler', 'serve'))).toContain(
    'deployments.apps \\"serve\\" not found',
  )
})
