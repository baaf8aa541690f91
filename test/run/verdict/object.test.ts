import { expect, test } from 'vitest'
import type { KubeObject } from '../../../src/plan/objects.ts'
import { judgeAt, live, worldOf } from './scene.ts'

function standing(apiVersion: string, kind: string, status: unknown, ms = 0, memory = {}) {
  const object: KubeObject = { ...live(kind, 'x', { status }), apiVersion }
  const ref = { apiVersion, kind, namespace: 'n', name: 'x' }
  return judgeAt(ms, { kind: 'object', ref, uid: `uid-${kind}-x`, generation: 1 }, worldOf(object), memory)
}

const conditions = (...list: readonly (readonly [string, string, string?])[]) => ({
  conditions: list.map(([type, status, message = '']) => ({ type, status, message, reason: 'R' })),
})

test.each([
  ['machinelearning.seldon.io/v1', 'SeldonDeployment', { state: 'Available' }, 'ready'],
  ['machinelearning.seldon.io/v1', 'SeldonDeployment', { state: 'Creating' }, 'waiting'],
  ['machinelearning.seldon.io/v1', 'SeldonDeployment', { state: 'Failed', description: 'no model' }, 'failed'],
  ['serving.kserve.io/v1beta1', 'InferenceService', conditions(['Ready', 'True']), 'ready'],
  [
    'serving.kserve.io/v1beta1',
    'InferenceService',
    { modelStatus: { transitionStatus: 'BlockedByFailedLoad' } },
    'failed',
  ],
  ['serving.knative.dev/v1', 'Service', conditions(['Ready', 'Unknown']), 'waiting'],
  ['serving.knative.dev/v1', 'Service', conditions(['Ready', 'True']), 'ready'],
  ['argoproj.io/v1alpha1', 'Workflow', { phase: 'Succeeded' }, 'ready'],
  ['argoproj.io/v1alpha1', 'Workflow', { phase: 'Error' }, 'failed'],
  ['argoproj.io/v1alpha1', 'Rollout', { phase: 'Degraded' }, 'failed'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute', { parents: [conditions(['Accepted', 'True'])] }, 'ready'],
  ['example.com/v1', 'Thing', {}, 'ready'],
  ['example.com/v1', 'Thing', conditions(['Reconciling', 'True']), 'waiting'],
  ['example.com/v1', 'Thing', conditions(['Stalled', 'True']), 'failed'],
  ['example.com/v1', 'Thing', { observedGeneration: 0, ...conditions(['Ready', 'True']) }, 'waiting'],
] as const)('%s %s with %j is %s', (apiVersion, kind, status, state) => {
  expect(standing(apiVersion, kind, status).verdict.state).toBe(state)
})

test('a controller that says "not ready" has a minute to say otherwise', () => {
  const status = conditions(['Ready', 'False', 'quota'])
  const first = standing('example.com/v1', 'Thing', status)
  expect(first.verdict).toMatchObject({ state: 'waiting', reason: 'resource-failed' })
  expect(standing('example.com/v1', 'Thing', status, 60_000, first.memory).verdict.state).toBe('failed')
})

test('a route that no gateway accepts fails with what the gateway says', () => {
  const status = { parents: [conditions(['Accepted', 'False', 'no such listener'])] }
  const first = standing('gateway.networking.k8s.io/v1', 'HTTPRoute', status)
  expect(standing('gateway.networking.k8s.io/v1', 'HTTPRoute', status, 60_000, first.memory).verdict).toMatchObject({
    state: 'failed',
    failure: { cause: 'route', message: 'HTTPRoute "x" is not served: no such listener' },
  })
})

test('an object that disappears after it was seen was deleted', () => {
  const { memory } = standing('example.com/v1', 'Thing', {})
  const ref = { apiVersion: 'example.com/v1', kind: 'Thing', namespace: 'n', name: 'x' }
  const subject = { kind: 'object', ref, uid: 'uid-Thing-x', generation: 1 } as const
  expect(judgeAt(1, subject, worldOf(), memory).verdict).toMatchObject({ failure: { cause: 'deleted' } })
  expect(judgeAt(1, subject, worldOf()).verdict).toMatchObject({ state: 'waiting', reason: 'creating' })
})

test('a claim that lost its volume fails, a bound one is ready', () => {
  const claim = (phase: string) =>
    judgeAt(
      0,
      {
        kind: 'object',
        ref: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'n', name: 'x' },
        uid: 'uid-PersistentVolumeClaim-x',
        generation: 1,
      },
      worldOf(live('PersistentVolumeClaim', 'x', { status: { phase } })),
    )
  expect(claim('Lost').verdict).toMatchObject({ state: 'failed', failure: { cause: 'pvc-lost' } })
  expect(claim('Bound').verdict.state).toBe('ready')
})
