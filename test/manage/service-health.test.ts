import { expect, test } from 'vitest'
import { serviceState } from '../../src/manage/service-health.ts'

const condition = (type: string, status: string, message: string) => ({ type, status, message })

test.each([
  ['healthy', 2, { observedGeneration: 3, replicas: 2, updatedReplicas: 2, availableReplicas: 2 }],
  ['updating', 2, { observedGeneration: 2, replicas: 2, updatedReplicas: 2, availableReplicas: 2 }],
  ['updating', 2, { observedGeneration: 3, replicas: 3, updatedReplicas: 1, availableReplicas: 2 }],
  ['updating', 2, { observedGeneration: 3, replicas: 3, updatedReplicas: 2, availableReplicas: 2 }],
  ['degraded', 2, { observedGeneration: 3, replicas: 2, updatedReplicas: 2, availableReplicas: 1 }],
  ['down', 2, { observedGeneration: 3, replicas: 2, updatedReplicas: 2 }],
  ['down', 2, undefined],
  ['stopped', 0, {}],
  ['down', 1, { conditions: [condition('Progressing', 'False', 'too late')] }],
  ['failing', 1, { availableReplicas: 1, conditions: [condition('ReplicaFailure', 'True', 'quota')] }],
])('a service is %s with %i replicas wanted and status %j', (health, replicas, status) => {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'serve', generation: 3 },
    spec: { replicas },
    status,
  }
  expect(serviceState(deployment).health).toBe(health)
})
