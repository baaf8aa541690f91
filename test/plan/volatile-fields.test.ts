import { expect, test } from 'vitest'
import { diffObjects } from '../../src/plan/diff.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { isVolatile } from '../../src/plan/volatile-fields.ts'
import { aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'

const planned = (over: object): readonly KubeObject[] => {
  const plan = planFor(aPipeline({ stages: [aServiceStage()] }), someFacts(over))
  if (!plan.ok) throw new Error('no plan')
  return plan.value.stages.flatMap(({ objects }) => objects)
}
const changes = (over: object) =>
  planned({}).flatMap((object, index) => diffObjects(object, planned(over)[index] ?? object).fields)

test('another run of the same commit changes nothing else', () => {
  const other = changes({ runId: 'run-2', at: '2027-01-01T00:00:00Z', version: '0.2.0' })
  expect(other.length).toBeGreaterThan(0)
  expect(other.filter((change) => !isVolatile(change))).toEqual([])
})

test('another commit changes more', () => {
  expect(changes({ commit: 'd'.repeat(40) }).filter((change) => !isVolatile(change))).not.toEqual([])
})
