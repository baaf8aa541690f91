import { expect, test } from 'vitest'
import { ProblemError } from '../../src/model/problem.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { appliedObjects } from '../../src/plan/plan-objects.ts'
import type { ApplyOptions, Cluster } from '../../src/run/ports.ts'
import { previewPlan } from '../../src/run/preview.ts'
import { aPipeline, someFacts } from '../builders-pipeline.ts'

function aPlan(facts: object = {}): Plan {
  const plan = planFor(aPipeline(), someFacts({ bootstrap: '', ...facts }))
  if (!plan.ok) throw new Error('no plan')
  return plan.value
}

/** A cluster that holds these objects and answers dry runs with what it was sent; anything else is refused. */
function holding(live: readonly KubeObject[], refuses: (object: KubeObject) => boolean = () => false) {
  const options: ApplyOptions[] = []
  const no = () => Promise.reject(new Error('nothing may be written'))
  const cluster: Cluster = {
    get: (ref) => Promise.resolve(live.find((o) => o.kind === ref.kind && o.metadata.name === ref.name)),
    list: ({ kind }) => Promise.resolve(live.filter((object) => object.kind === kind)),
    apply: (object, how) => {
      options.push(how)
      const problem = { severity: 'error' as const, code: 'cluster/invalid', message: 'field is immutable' }
      return refuses(object) ? Promise.reject(new ProblemError('cluster', [problem])) : Promise.resolve(object)
    },
    create: no,
    replace: no,
    patch: no,
    delete: no,
    can: () => Promise.resolve(true),
    watch: () => {
      throw new Error('nothing is watched')
    },
    logs: () => {
      throw new Error('no logs are read')
    },
    serverTime: () => undefined,
  }
  return { cluster, options }
}

test('in a namespace that is not there everything is new, and nothing is asked', async () => {
  const { cluster, options } = holding([])
  const preview = await previewPlan(aPlan(), cluster)
  expect(new Set(preview.objects.map(({ diff }) => diff.change))).toEqual(new Set(['created']))
  expect(options.map(({ dryRun }) => dryRun)).toEqual([true])
})

test('the same commit again changes nothing, another one does, by dry runs only', async () => {
  const { cluster, options } = holding(appliedObjects(aPlan()))
  const changed = async (plan: Plan) =>
    (await previewPlan(plan, cluster)).objects
      .filter(({ diff }) => diff.change === 'changed')
      .map(({ ref }) => ref.kind)
  expect(await changed(aPlan({ at: '2030-01-01T00:00:00Z', runId: 'r9' }))).toEqual([])
  expect(await changed(aPlan({ commit: 'd'.repeat(40) }))).toEqual(['Deployment', 'Service'])
  expect(options.every(({ dryRun }) => dryRun === true)).toBe(true)
})

test('an object the cluster refuses is a finding, and the others are still looked at', async () => {
  const { cluster } = holding(appliedObjects(aPlan()), ({ kind }) => kind === 'Deployment')
  const preview = await previewPlan(aPlan(), cluster)
  const refused = preview.objects.filter(({ problems }) => problems.length > 0)
  expect(refused.map(({ ref }) => ref.kind)).toEqual(['Deployment'])
  expect(preview.objects.at(-1)?.ref.kind).toBe('Service')
})

test('a service that the plan no longer has would be pruned', async () => {
  const old = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'old', namespace: 'iris' } }
  const { cluster } = holding([...appliedObjects(aPlan()), old])
  expect((await previewPlan(aPlan(), cluster)).pruned.map(({ name }) => name)).toEqual(['old'])
})
