import { expect, test } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { appliedObjects } from '../../src/plan/plan-objects.ts'
import { previewPlan } from '../../src/run/preview.ts'
import { aPipeline, someFacts } from '../builders-pipeline.ts'
import { clusterHolding } from '../builders-preview.ts'

function aPlan(facts: object = {}): Plan {
  const plan = planFor(aPipeline(), someFacts({ bootstrap: '', ...facts }))
  if (!plan.ok) throw new Error('no plan')
  return plan.value
}

test('in a namespace that is not there everything is new, and nothing is asked', async () => {
  const { cluster, options } = clusterHolding([])
  const preview = await previewPlan(aPlan(), cluster)
  expect(new Set(preview.objects.map(({ diff }) => diff.change))).toEqual(new Set(['created']))
  expect(options.map(({ dryRun }) => dryRun)).toEqual([true])
})

test('the same commit again changes nothing, another one does, by dry runs only', async () => {
  const { cluster, options } = clusterHolding(appliedObjects(aPlan()))
  const changed = async (plan: Plan) =>
    (await previewPlan(plan, cluster)).objects
      .filter(({ diff }) => diff.change === 'changed')
      .map(({ ref }) => ref.kind)
  expect(await changed(aPlan({ at: '2030-01-01T00:00:00Z', runId: 'r9' }))).toEqual([])
  expect(await changed(aPlan({ commit: 'd'.repeat(40) }))).toEqual(['Deployment', 'Service'])
  expect(options.every(({ dryRun }) => dryRun === true)).toBe(true)
})

test('an object the cluster refuses is a finding, and the others are still looked at', async () => {
  const { cluster } = clusterHolding(appliedObjects(aPlan()), ({ kind }) => kind === 'Deployment')
  const preview = await previewPlan(aPlan(), cluster)
  const refused = preview.objects.filter(({ problems }) => problems.length > 0)
  expect(refused.map(({ ref }) => ref.kind)).toEqual(['Deployment'])
  expect(preview.objects.at(-1)?.ref.kind).toBe('Service')
})

test('a service that the plan no longer has would be pruned', async () => {
  const old = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'old', namespace: 'iris' } }
  const { cluster } = clusterHolding([...appliedObjects(aPlan()), old])
  expect((await previewPlan(aPlan(), cluster)).pruned.map(({ name }) => name)).toEqual(['old'])
})
