import { expect, test } from 'vitest'
import type { ApiResponse } from '../../src/cluster/transport.ts'
import { leaseRef } from '../../src/run/lock.ts'
import { recordsIn } from '../../src/run/record.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { envIn, type LocalRunOptions, type LocalWorld, localWorld } from './local-world.ts'

const pipelineOf = (number: number) => {
  const env = { version: String(number) }
  return aPipeline({ stages: [aBatchStage({ env }), aServiceStage({ env })] })
}
const factsOf = (version: number) => ({
  runId: `run-${version}`,
  at: new Date(Date.UTC(2026, 0, 1) + version * 1000).toISOString(),
})
/** Even versions are bad ones when that is asked for: their service crashes. */
const worldWith = (evenOnesCrash: boolean) =>
  localWorld((stage, pod) =>
    stage === 'serve' && evenOnesCrash && Number(envIn(pod, 'version')) % 2 === 0
      ? { exitCode: 1, runMs: 100, readyMs: 5000 }
      : {},
  )

/** The process dies when the n-th request that changes something has been answered: nothing of it is ever heard again. */
function dyingAfter(changes: number): LocalRunOptions & { readonly died: Promise<true> } {
  const { promise, resolve } = Promise.withResolvers<true>()
  const nothing = new Promise<ApiResponse>(() => undefined)
  const death = new AbortController()
  let left = changes
  return {
    died: promise,
    between: async (request, send) => {
      if (death.signal.aborted) return nothing
      const { signal = death.signal } = request
      const answer = await send({ ...request, signal: AbortSignal.any([signal, death.signal]) })
      if (request.method === 'GET' || request.path.includes('selfsubject') || --left > 0) return answer
      death.abort()
      resolve(true)
      return nothing
    },
  }
}

/** Kills the deployment of a version after that many changes; false when it makes fewer. */
async function killed(world: LocalWorld, version: number, changes: number): Promise<boolean> {
  const dying = dyingAfter(changes)
  const ended = world.begin(pipelineOf(version), { facts: factsOf(version), ...dying }).then(() => false)
  return world.clock.run(Promise.race([dying.died, ended]))
}

/** Everything of the pipeline that is left is what one version needs, and each of its Jobs ran one pod. */
async function expectWhole(world: LocalWorld, version: number, when: string): Promise<void> {
  // Jobs take their pods along a moment later.
  await world.clock.advance(1000)
  const deployments = world.list('apps/v1', 'Deployment')
  expect(
    deployments.map((object) => envIn(object, 'version')),
    when,
  ).toEqual([String(version)])
  expect(deployments[0]?.['status'], when).toMatchObject({ availableReplicas: 1, updatedReplicas: 1, replicas: 1 })
  const living = world.list('v1', 'Pod').filter(({ metadata }) => metadata['deletionTimestamp'] === undefined)
  expect(
    living.map((pod) => envIn(pod, 'version')),
    when,
  ).toEqual([String(version)])
  expect(world.list('batch/v1', 'Job'), when).toEqual([])
  expect(world.list('coordination.k8s.io/v1', 'Lease'), when).toEqual([])
  expect(new Set(world.podsOfJobs).size, when).toBe(world.podsOfJobs.length)
  const kept = recordsIn(world.list('v1', 'Secret')).flatMap(({ status, objects }) =>
    status === 'deployed' ? objects : [],
  )
  const known = new Set(kept.map(({ ref }) => `${ref.kind}/${ref.name}`))
  const config = world
    .list('v1', 'ConfigMap')
    .filter(({ metadata }) => metadata.labels?.['bodywork.dev/pipeline'] !== undefined)
  expect(
    config.map(({ metadata }) => `ConfigMap/${metadata.name}`).filter((name) => !known.has(name)),
    when,
  ).toEqual([])
}

test('killed after any of its changes, a deployment is undone by the next run, which ends all new', async () => {
  const world = await worldWith(false)
  let version = 1
  let changes = 0
  await world.run(pipelineOf(version), { facts: factsOf(version) })
  for (let isKilled = true; isKilled; version += 2) {
    changes++
    isKilled = await killed(world, version + 1, changes)
    const next = { facts: factsOf(version + 2), options: { waitLockMs: 60_000 } }
    const { end } = await world.run(pipelineOf(version + 2), next)
    expect(end.outcome, `killed after ${changes}`).toBe('succeeded')
    await expectWhole(world, version + 2, `killed after ${changes}`)
  }
  expect(changes).toBeGreaterThan(9)
  await world.stop()
})

test('killed after any of its changes, the undoing of a failed one included, finish leaves all old', async () => {
  const world = await worldWith(true)
  let changes = 0
  await world.run(pipelineOf(1), { facts: factsOf(1) })
  for (let isKilled = true; isKilled; ) {
    changes++
    isKilled = await killed(world, 2 * changes, changes)
    // Who died before there was anything to finish left nothing but a lock that expires.
    if (world.list('coordination.k8s.io/v1', 'Lease').length > 0) world.cluster.store.delete(leaseRef('iris', 'iris'))
    await world.finish()
    await expectWhole(world, 1, `killed after ${changes}`)
  }
  expect(changes).toBeGreaterThan(13)
  await world.stop()
})
