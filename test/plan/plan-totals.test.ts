import { expect, test } from 'vitest'
import { planFor } from '../../src/plan/plan-for.ts'
import { planTotals } from '../../src/plan/plan-totals.ts'
import { aBatchStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'

test('services count all replicas, batch stages the step that asks for most', () => {
  const gpu = { count: 1, resource: 'nvidia.com/gpu' }
  const stages = [
    aBatchStage({ name: 'a', resources: { cpu: '2', memory: '1Gi', limits: {} } }),
    aBatchStage({ name: 'b', resources: { cpu: '500m', memory: '1Gi', gpu, limits: {} } }),
    aBatchStage({ name: 'c', resources: { cpu: '1', memory: '9Gi', limits: {} } }),
    aServiceStage({ replicas: 3, resources: { cpu: '250m', memory: '100Mi', limits: {} } }),
  ]
  const plan = planFor(
    aPipeline({ stages, steps: [['a', 'b'], ['c'], ['serve']] }),
    someFacts({ files: stages.map(({ name }) => `${name}/main.py`) }),
  )
  expect(plan.ok && planTotals(plan.value)).toEqual({
    services: { cpu: '750m', memory: '300Mi', gpus: 0 },
    largestStep: { cpu: '2500m', memory: '2Gi', gpus: 1 },
  })
})
