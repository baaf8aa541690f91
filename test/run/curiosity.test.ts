import { expect, test } from 'vitest'
import { curiousJudge } from '../../src/run/curiosity.ts'
import { defaultGraces } from '../../src/run/graces.ts'
import type { Subject } from '../../src/run/judgement.ts'
import { liveWorld } from '../../src/run/world.ts'

const subject: Subject = { kind: 'job', ref: { apiVersion: 'batch/v1', kind: 'Job', name: 'train' }, uid: 'u' }

function lookedAt(causes: readonly string[]): readonly string[] {
  const looked: string[] = []
  const left = [...causes]
  const suspected = (cause: string) => ({ cause, message: '', evidence: [], lastLines: [], isInfrastructure: false })
  const judge = curiousJudge(
    () => ({
      verdict: { state: 'waiting', reason: 'starting', message: '', suspected: suspected(left.shift() ?? '') },
      memory: {},
    }),
    'ml',
    ({ kind, namespace }) => void looked.push(`${kind} ${namespace ?? ''}`.trim()),
  )
  for (const _cause of causes) judge(subject, liveWorld(), 0, {}, defaultGraces)
  return looked
}

test('nodes are looked at once, when no node takes a pod', () => {
  expect(lookedAt(['image-not-found', 'unschedulable-cpu', 'unschedulable-cpu'])).toEqual(['Node'])
})

test('claims are looked at when a volume is missing', () => {
  expect(lookedAt(['pvc-unbound'])).toEqual(['PersistentVolumeClaim ml'])
})
