import { expect, test } from 'vitest'
import { planFor } from '../../src/plan/plan-for.ts'
import { aBatchStage, aPipeline, someFacts } from '../builders-pipeline.ts'

function planned(over: object) {
  const result = planFor(aPipeline({ stages: [aBatchStage(over)] }), someFacts())
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  const accounts = result.value.shared.filter(({ kind }) => kind === 'ServiceAccount')
  return { accounts, pod: JSON.stringify(result.value.stages[0]?.objects[0]) }
}

test('an account with annotations is made, and its pods have no token for the cluster', () => {
  const accountAnnotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/trainer' }
  const { accounts, pod } = planned({ serviceAccount: 'trainer', accountAnnotations })
  expect(accounts[1]?.metadata).toMatchObject({ name: 'trainer', annotations: accountAnnotations })
  expect(pod).toContain('"serviceAccountName":"trainer","automountServiceAccountToken":false')
})

test('an account that is there already is used as it is, with its rights', () => {
  const { accounts, pod } = planned({ serviceAccount: 'trainer' })
  expect(accounts.map(({ metadata }) => metadata.name)).toEqual(['bodywork-stage'])
  expect(pod).not.toContain('automountServiceAccountToken')
})

test('pods with an identity of Azure say so in a label', () => {
  const accountAnnotations = { 'azure.workload.identity/client-id': 'c' }
  const { pod } = planned({ serviceAccount: 'trainer', accountAnnotations })
  expect(pod).toContain('"azure.workload.identity/use":"true"')
})
