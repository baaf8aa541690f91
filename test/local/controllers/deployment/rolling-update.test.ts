import { expect, test } from 'vitest'
import type { DeploymentSpec } from '../../../../src/local/controllers/deployment/deployment-spec.ts'
import { newSetReplicas, oldSetScalings } from '../../../../src/local/controllers/deployment/rolling-update.ts'
import type { KubeObject } from '../../../../src/plan/objects.ts'

const set = (replicas: number, availableReplicas = replicas): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  metadata: { name: `of-${replicas}` },
  spec: { replicas },
  status: { availableReplicas },
})
const spec = (replicas: number, maxSurge: number, maxUnavailable: number): DeploymentSpec =>
  Object.assign(Object.create(null), { replicas, maxSurge, maxUnavailable, isRecreate: false })

test.each([
  ['begins with the surge', spec(3, 1, 0), 0, [set(3)], 1],
  ['waits while there is no room', spec(3, 1, 0), 1, [set(3)], 1],
  ['grows as the old ones go', spec(3, 1, 0), 1, [set(2)], 2],
  ['never exceeds what is wanted', spec(3, 5, 0), 0, [set(1)], 3],
])('a new set %s', (_what, wanted, present, old, replicas) => {
  expect(newSetReplicas(wanted, present, old)).toBe(replicas)
})

test.each([
  ['keep what must be available', spec(3, 1, 0), set(1, 0), [set(3)], []],
  ['give way to what is available', spec(3, 1, 0), set(1), [set(3)], [2]],
  ['lose what is broken first', spec(3, 1, 1), set(1), [set(3, 1)], [1]],
  ['give as many as may be missing', spec(4, 0, 2), set(0), [set(4)], [2]],
])('old sets %s', (_what, wanted, current, old, replicas) => {
  expect(oldSetScalings(wanted, current, old).map((scaling) => scaling.replicas)).toEqual(replicas)
})
