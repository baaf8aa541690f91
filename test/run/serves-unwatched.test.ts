import { expect, test } from 'vitest'
import { field, type KubeObject } from '../../src/plan/objects.ts'
import type { Cluster } from '../../src/run/ports.ts'
import { isUnwatched, servesUnwatched } from '../../src/run/serves-unwatched.ts'
import { managedCluster } from '../manage/cluster.ts'
import { aDeployment } from '../manage/objects.ts'

const ref = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'ml', name: 'serve' }
const coming = { observedGeneration: 1, replicas: 2, updatedReplicas: 1, availableReplicas: 1 }

function clock() {
  let now = 0
  return {
    now: () => now,
    sleep: (ms: number) => {
      now += ms
      return Promise.resolve()
    },
  }
}

/** A cluster in which each look at a Deployment finds the next of these. */
function seen(...states: readonly (KubeObject | undefined)[]): Cluster {
  let at = 0
  return { ...managedCluster(), get: () => Promise.resolve(states[Math.min(at++, states.length - 1)]) }
}

test('what an earlier release made is told by no watch', () => {
  expect(isUnwatched(aDeployment({ madeBy: '3.x' }))).toBe(true)
  expect(isUnwatched(aDeployment())).toBe(false)
})

test('it serves once all its pods are new and available', async () => {
  const cluster = seen(aDeployment({ madeBy: '3.x', status: coming }), aDeployment({ madeBy: '3.x' }))
  expect(await servesUnwatched({ cluster, clock: clock() }, ref, 60_000)).toBeUndefined()
})

test('one that stays away, and one that is gone, are told', async () => {
  const stuck = aDeployment({ madeBy: '2.x', status: coming })
  expect(field(stuck, 'spec', 'replicas')).toBe(1)
  expect(await servesUnwatched({ cluster: seen(stuck), clock: clock() }, ref, 5000)).toBe(
    'it did not serve again within 5 s',
  )
  expect(await servesUnwatched({ cluster: seen(undefined), clock: clock() }, ref, 5000)).toContain('was deleted')
})
