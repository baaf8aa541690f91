import { expect, test } from 'vitest'
import { planFor } from '../../src/plan/plan-for.ts'
import { tolerationsFor } from '../../src/plan/tolerations.ts'
import { aBatchStage, aPipeline, someFacts } from '../builders-pipeline.ts'

const gpu = { gpu: { count: 1, resource: 'amd.com/gpu' }, limits: {} }

test('a GPU brings the toleration of its nodes, unless the user has written one', () => {
  const usual = { key: 'amd.com/gpu', operator: 'Exists', effect: 'NoSchedule' }
  const own = { key: 'amd.com/gpu', operator: 'Equal', value: 'x' }
  expect(tolerationsFor(aBatchStage({ resources: gpu, tolerations: [{ key: 'a' }] }))).toEqual([{ key: 'a' }, usual])
  expect(tolerationsFor(aBatchStage({ resources: gpu, tolerations: [own] }))).toEqual([own])
  expect(tolerationsFor(aBatchStage())).toEqual([])
})

test('a folder of the node is refused unless the stage leaves the restricted level', () => {
  const volumes = [{ name: 'v', mountPath: '/v', readOnly: false, from: { kind: 'hostPath', path: '/etc' } }] as const
  const codes = (security: 'restricted' | 'image') =>
    planFor(aPipeline({ stages: [aBatchStage({ volumes, security })] }), someFacts()).problems.map(({ code }) => code)
  expect(codes('restricted')).toEqual(['plan/host-path'])
  expect(codes('image')).toEqual([])
})
