import { expect, test } from 'vitest'
import { adoptionPatch } from '../../src/plan/adoption.ts'
import type { KubeObject } from '../../src/plan/objects.ts'

const entry = (over: object = {}) => ({
  manager: 'OpenAPI-Generator',
  operation: 'Update',
  apiVersion: 'apps/v1',
  fieldsV1: { 'f:spec': {} },
  ...over,
})
const status = entry({ manager: 'kube-controller-manager', subresource: 'status' })

const live = (managedFields: readonly object[], app = 'bodywork'): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'serve', labels: { app }, resourceVersion: '7', managedFields },
})

test('what an earlier release wrote becomes ours, and what others wrote stays theirs', () => {
  const ours = entry({ manager: 'bodywork', operation: 'Apply' })
  expect(adoptionPatch(live([entry(), status]))).toEqual({
    metadata: { managedFields: [ours, status], resourceVersion: '7' },
  })
})

test.each([
  ['an object that is ours already', live([entry(), entry({ manager: 'bodywork', operation: 'Apply' })])],
  ['an object of somebody else', live([entry()], 'other')],
  ['an object that another client wrote', live([entry({ manager: 'kubectl' })])],
  ['an entry of another version of the API', live([entry({ apiVersion: 'apps/v1beta1' })])],
  ['an object without entries', live([])],
])('%s is left as it is', (_, object) => {
  expect(adoptionPatch(object)).toBeUndefined()
})
