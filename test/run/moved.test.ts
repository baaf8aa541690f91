import { expect, test } from 'vitest'
import type { KubeObject } from '../../src/plan/objects.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { seenObjects, unmoved } from '../../src/run/moved.ts'
import { aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'
import { clusterHolding } from '../builders-preview.ts'

function planOf(...parameters: Parameters<typeof aPipeline>) {
  const result = planFor(aPipeline(...parameters), someFacts({ programs: { 'bootstrap.py': '' } }))
  if (!result.ok) throw new Error('no plan')
  return result.value
}
const plan = planOf()
const deployment = (spec: object): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'serve', resourceVersion: '1', generation: 4 },
  spec,
  status: { replicas: 1 },
})

async function moved(before: readonly KubeObject[], after: readonly KubeObject[], of = plan) {
  const seen = await seenObjects(of, clusterHolding(before).cluster)
  const { problems } = await unmoved(of, seen, clusterHolding(after).cluster, 'plan.json')
  return problems.map(({ code, message }) => `${code} ${message}`)
}

test('a cluster that is as it was, but for status and versions, has not moved', async () => {
  const later = { ...deployment({ replicas: 1 }), metadata: { name: 'serve', resourceVersion: '9', generation: 5 } }
  expect(await moved([], [])).toEqual([])
  expect(await moved([deployment({ replicas: 1 })], [{ ...later, status: { replicas: 2 } }])).toEqual([])
})

test.for([
  ['made', [], [deployment({})]],
  ['deleted', [deployment({})], []],
  ['changed', [deployment({ replicas: 1 })], [deployment({ replicas: 2 })]],
] as const)('an object that was %s is named', async ([what, before, after]) => {
  expect(await moved(before, after)).toEqual([
    `run/plan-moved the Deployment "serve" was ${what} after plan.json was saved`,
  ])
})

test('replicas that an autoscaler decides may change', async () => {
  const scaled = planOf({
    stages: [aServiceStage({ autoscale: { min: 1, max: 3, cpu: 50 } })],
  })
  const objects = (replicas: number) => [deployment({ replicas, paused: false })]
  expect(await moved(objects(1), objects(3), scaled)).toEqual([])
})

test('our own ConfigMaps and the Jobs of a run are not looked at', async () => {
  const seen = await seenObjects(plan, clusterHolding([]).cluster)
  expect(new Set(seen.map(({ kind }) => kind))).toEqual(new Set(['ServiceAccount', 'Deployment', 'Service']))
})
