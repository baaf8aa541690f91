import { expect, test } from 'vitest'
import { planFor } from '../../src/plan/plan-for.ts'
import { isChart, releaseOf } from '../../src/plan/release.ts'
import { aHelmStage, aPipeline, someFacts } from '../builders-pipeline.ts'

const chart = { chart: 'chart', files: [], values: [], set: { a: 1 } }
const object = (kind: string, apiVersion = 'v1', annotations = {}) => ({
  apiVersion,
  kind,
  metadata: { name: 'c', annotations },
})
const definition = object('CustomResourceDefinition', 'apiextensions.k8s.io/v1')
const hook = object('Job', 'batch/v1', { 'helm.sh/hook': 'pre-install' })

test('a release is planned with its chart; its objects carry the marks of helm and none of ours', () => {
  const facts = { charts: { chart }, manifests: { chart: [object('ConfigMap'), definition, hook] } }
  const plan = planFor(aPipeline({ stages: [aHelmStage({ byHelm: true })] }), someFacts(facts))
  if (!plan.ok) throw new Error('no plan')
  const [stage] = plan.value.stages
  expect(stage?.release).toEqual({ name: 'model', namespace: 'iris', timeoutSeconds: 300, from: chart })
  const [first, config, job] = stage?.objects ?? []
  expect([first?.metadata, job?.metadata]).toEqual([
    { name: 'c', annotations: {} },
    { name: 'c', namespace: 'iris', annotations: { 'helm.sh/hook': 'pre-install' } },
  ])
  expect(config?.metadata).toEqual({
    name: 'c',
    namespace: 'iris',
    labels: { 'app.kubernetes.io/managed-by': 'Helm' },
    annotations: { 'meta.helm.sh/release-name': 'model', 'meta.helm.sh/release-namespace': 'iris' },
  })
  expect(config === undefined ? undefined : releaseOf(config)).toBe('iris/model')
  expect([isChart(chart), isChart({ revision: 1 })]).toEqual([true, false])
})

test('a chart that we apply ourselves has no release', () => {
  const plan = planFor(aPipeline({ stages: [aHelmStage()] }), someFacts({ charts: { chart } }))
  expect(plan.ok && plan.value.stages[0]).not.toHaveProperty('release')
})

test('a release has one owner, and a name that helm takes', () => {
  const stages = [
    aHelmStage({ byHelm: true }),
    aHelmStage({ name: 'second', byHelm: true }),
    aHelmStage({ name: 'third', byHelm: true, release: 'no_good' }),
    aHelmStage({ name: 'fourth', release: 'no_matter' }),
  ]
  expect(planFor(aPipeline({ stages }), someFacts()).problems).toMatchObject([
    { code: 'plan/two-owners', path: 'stages.second.helm.name' },
    { code: 'plan/release-name', path: 'stages.third.helm.name' },
  ])
})
