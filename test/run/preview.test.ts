import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { appliedObjects } from '../../src/plan/plan-objects.ts'
import { previewPlan } from '../../src/run/preview.ts'
import { aBatchStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'
import { clusterHolding } from '../builders-preview.ts'
import { runOn, aPlan as runPlan } from './run-on.ts'
import { smallCluster } from './small-cluster.ts'

function aPlan(facts: object = {}): Plan {
  const plan = planFor(aPipeline(), someFacts({ programs: { 'bootstrap.py': '' }, ...facts }))
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

test('what the last deployment put out and kept is no change', async () => {
  const clock = virtualClock()
  const sha256 = 'ab'.repeat(32)
  const message = JSON.stringify({ outputs: { rows: '7', artifacts: `claim:${sha256}:5` } })
  const cluster = smallCluster(clock, (stage) => (stage === 'train' ? { message } : {}))
  const plan = runPlan(
    aPipeline({
      stages: [
        aBatchStage({ outputs: ['rows'], artifacts: { paths: ['model'], claim: 'models' } }),
        aServiceStage({ env: { ROWS: '${outputs.train.rows}' } }),
      ],
    }),
  )
  await runOn(cluster, clock, plan)
  const live = cluster.objects('Deployment')[0]
  expect(JSON.stringify(live)).toContain(sha256)
  const dry = { ...cluster, apply: (object: KubeObject) => Promise.resolve(object) }
  const preview = await previewPlan(plan, dry)
  const fields = preview.objects.find(({ ref }) => ref.kind === 'Deployment')?.diff.fields.map(({ path }) => path)
  expect(fields?.filter((path) => path.startsWith('spec'))).toEqual([])
})

test('a service that the plan no longer has would be pruned', async () => {
  const old = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'old', namespace: 'iris' } }
  const { cluster } = clusterHolding([...appliedObjects(aPlan()), old])
  expect((await previewPlan(aPlan(), cluster)).pruned.map(({ name }) => name)).toEqual(['old'])
})
