import { expect, test } from 'vitest'
import { restoreLanes } from '../../src/run/restore-lanes.ts'
import type { RollbackStep } from '../../src/run/rollback.ts'

const step = (action: 'restore' | 'delete', kind: string, stage?: string): RollbackStep => {
  const ref = { apiVersion: 'v1', kind, name: stage ?? 'shared', namespace: 'n' }
  const at = { ref, ...(stage === undefined ? {} : { stage }) }
  if (action === 'delete') return { action, uid: 'u', ...at }
  return { action, object: { apiVersion: 'v1', kind, metadata: { name: ref.name } }, ...at }
}

test('each stage has its lane; what all share is put back before them and taken away after them', () => {
  const steps = [
    step('restore', 'Service', 'b'),
    step('restore', 'Deployment', 'b'),
    step('restore', 'ConfigMap', 'b'),
    step('delete', 'Deployment', 'a'),
    step('delete', 'ConfigMap', 'a'),
    step('delete', 'Secret'),
    step('restore', 'ServiceAccount'),
  ]
  const { first, beside, last } = restoreLanes(steps)
  const kinds = (lane: readonly RollbackStep[]) => lane.map(({ ref }) => ref.kind)
  expect(kinds(first)).toEqual(['ServiceAccount'])
  expect(beside.map(kinds)).toEqual([
    ['ConfigMap', 'Service', 'Deployment'],
    ['Deployment', 'ConfigMap'],
  ])
  expect(kinds(last)).toEqual(['Secret'])
})
