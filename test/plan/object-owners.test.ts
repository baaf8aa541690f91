import { expect, test } from 'vitest'
import { inApplyOrder } from '../../src/plan/object-order.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { aHelmStage, aManifestStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'

const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } }
const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'serve' }, spec: { template: {} } }

const messages = (manifests: Parameters<typeof someFacts>[0]) =>
  planFor(aPipeline({ stages: [aManifestStage(), aHelmStage(), aServiceStage()] }), someFacts(manifests))
    .problems.filter(({ code }) => code === 'plan/two-owners')
    .map(({ message }) => message)

test('an object of two stages is refused, whatever version of its API they name', () => {
  expect(messages({ manifests: { extras: [config], chart: [config] } })).toEqual([
    'ConfigMap "c" belongs to stage "extras" and to stage "chart"; an object can have one owner only',
  ])
  const old = { ...deployment, apiVersion: 'apps/v1beta1' }
  expect(messages({ manifests: { extras: [old] } })).toHaveLength(1)
})

test('an object twice in one stage is refused, objects of the same name elsewhere are not', () => {
  expect(messages({ manifests: { extras: [config, config] } })).toHaveLength(1)
  const elsewhere = { ...config, metadata: { name: 'c', namespace: 'other' } }
  expect(messages({ manifests: { extras: [config, elsewhere] } })).toEqual([])
})

test('what others need is applied first, hooks into the API last', () => {
  const kinds = [
    'Model',
    'ValidatingWebhookConfiguration',
    'Deployment',
    'Service',
    'ConfigMap',
    'CustomResourceDefinition',
    'Namespace',
  ]
  expect(inApplyOrder(kinds.map((kind) => ({ kind }))).map(({ kind }) => kind)).toEqual([
    'Namespace',
    'CustomResourceDefinition',
    'ConfigMap',
    'Service',
    'Deployment',
    'Model',
    'ValidatingWebhookConfiguration',
  ])
})

test('pods of the user are marked through their template, selectors stay', () => {
  const spec = { selector: { matchLabels: { app: 'w' } }, template: { metadata: { labels: { app: 'w' } }, spec: {} } }
  const plan = planFor(
    aPipeline({ stages: [aManifestStage()] }),
    someFacts({ manifests: { extras: [{ ...deployment, spec }] } }),
  )
  expect(plan.ok && plan.value.stages[0]?.objects[0]?.['spec']).toEqual({
    ...spec,
    template: {
      metadata: { labels: { app: 'w', 'bodywork.dev/pipeline': 'iris', 'bodywork.dev/stage': 'extras' } },
      spec: {},
    },
  })
})
