import { expect, test } from 'vitest'
import type { KubeObject } from '../../src/plan/objects.ts'
import type { RecordedObject, RunRecord } from '../../src/run/record.ts'
import { rollbackSteps } from '../../src/run/rollback.ts'
import { refKey, refOf } from '../../src/run/world.ts'

const labels = { 'app.kubernetes.io/managed-by': 'bodywork' }
const objectOf = (kind: string, name: string, spec: object, more: object = { labels }): KubeObject => ({
  apiVersion: kind === 'Deployment' ? 'apps/v1' : kind === 'Service' ? 'v1' : 'autoscaling/v2',
  kind,
  metadata: { name, namespace: 'ns', ...more },
  spec,
})
const existed = (prior: KubeObject, stage = 'serve'): RecordedObject => ({
  ref: refOf(prior),
  stage,
  existed: true,
  prior,
  hash: '',
})
const created = (object: KubeObject): RecordedObject => ({
  ref: refOf(object),
  stage: 'serve',
  existed: false,
  hash: '',
})

function steps(
  objects: readonly RecordedObject[],
  live: readonly KubeObject[],
  more: { written?: readonly KubeObject[]; force?: boolean; only?: string } = {},
) {
  const record: RunRecord = {
    formatVersion: 1,
    revision: 2,
    status: 'applying',
    pipeline: 'p',
    namespace: 'ns',
    runId: 'r',
    attempt: 1,
    commit: 'c',
    configHash: '',
    startedAt: 0,
    namespaceCreated: false,
    objects,
    stages: {},
  }
  const at = (list: readonly KubeObject[]) => (ref: Parameters<typeof refKey>[0]) =>
    list.find((object) => refKey(refOf(object)) === refKey(ref))
  return rollbackSteps({
    record,
    live: at(live),
    written: at(more.written ?? []),
    force: more.force === true,
    ...(more.only === undefined ? {} : { only: more.only }),
  }).map((step) => `${step.action} ${step.ref.kind}/${step.ref.name}`)
}

const old = objectOf('Deployment', 'serve', { replicas: 1, image: 'old' })
const live = objectOf('Deployment', 'serve', { replicas: 1, image: 'new' })
const service = objectOf('Service', 'serve', { port: 1 })

test('what was changed is restored and what was created is deleted, in reverse order', () => {
  expect(steps([existed(old), created(service)], [live, service])).toEqual([
    'delete Service/serve',
    'restore Deployment/serve',
  ])
})

test('what is as it was needs nothing, so repeating a rollback is harmless', () => {
  expect(steps([existed(old), created(service)], [old])).toEqual([])
})

test('what somebody deleted in mid-run is brought back', () => {
  expect(steps([existed(old)], [])).toEqual(['restore Deployment/serve'])
})

test('what somebody else changed after our write is reported and only overwritten by force', () => {
  const foreign = objectOf('Deployment', 'serve', { replicas: 1, image: 'theirs' })
  expect(steps([existed(old)], [foreign], { written: [live] })).toEqual(['keep Deployment/serve'])
  expect(steps([existed(old)], [foreign], { written: [live], force: true })).toEqual(['restore Deployment/serve'])
})

test('a created object that lost our mark is left alone', () => {
  expect(steps([created(service)], [objectOf('Service', 'serve', { port: 1 }, {})])).toEqual(['keep Service/serve'])
})

test('replicas that belong to an autoscaler are neither compared nor restored', () => {
  const scaler = objectOf('HorizontalPodAutoscaler', 'serve', { scaleTargetRef: { name: 'serve' } })
  const scaled = objectOf('Deployment', 'serve', { replicas: 7, image: 'old' })
  expect(steps([existed(old), existed(scaler)], [scaled, scaler])).toEqual([])
})

test('with one stage asked for the others stay', () => {
  const other = objectOf('Deployment', 'other', { image: 'old' })
  const otherLive = objectOf('Deployment', 'other', { image: 'new' })
  expect(steps([existed(old), existed(other, 'other')], [live, otherLive], { only: 'serve' })).toEqual([
    'restore Deployment/serve',
  ])
})
