import { expect, test } from 'vitest'
import type { ApiResponse } from '../../src/cluster/transport.ts'
import { leaseRef } from '../../src/run/lock.ts'
import { recordsIn } from '../../src/run/record.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { envIn, type LocalRunOptions, type LocalWorld, localWorld } from './local-world.ts'

const pipelineOf = (version: string) =>
  aPipeline({ stages: [aBatchStage({ env: { version } }), aServiceStage({ env: { version } })] })
const factsOf = (version: string) => ({ runId: `run-${version}`, at: `2026-01-01T00:00:0${version}Z` })
/** Version 2 may be one whose service crashes. */
const worldWith = (brokenVersion: string) =>
  localWorld((stage, pod) =>
    stage === 'serve' && envIn(pod, 'version') === brokenVersion ? { exitCode: 1, runMs: 100, readyMs: 5000 } : {},
  )

/** The process dies when the n-th request that changes something has been answered: nothing of it is ever heard again. */
function dyingAfter(changes: number): LocalRunOptions & { readonly died: Promise<true> } {
  const { promise, resolve } = Promise.withResolvers<true>()
  const nothing = new Promise<ApiResponse>(() => undefined)
  let left = changes
  return {
    died: promise,
    between: async (request, send) => {
      if (left <= 0) return nothing
      if (request.method === 'GET' || request.path.includes('selfsubject')) return send(request)
      const answer = await send(request)
      if (--left > 0) return answer
      resolve(true)
      return nothing
    },
  }
}

/** Deploys version 1, then kills version 2 after that many changes; false when it makes fewer. */
async function killed(world: LocalWorld, changes: number): Promise<boolean> {
  await world.run(pipelineOf('1'), { facts: factsOf('1') })
  const dying = dyingAfter(changes)
  const ended = world.begin(pipelineOf('2'), { facts: factsOf('2'), ...dying }).then(() => false)
  return world.clock.run(Promise.race([dying.died, ended]))
}

/** Everything of the pipeline that is left is what one version needs, and each of its Jobs ran one pod. */
async function expectWhole(world: LocalWorld, version: string, when: string): Promise<void> {
  // Pods take their time to end.
  await world.clock.advance(40_000)
  const deployments = world.list('apps/v1', 'Deployment')
  expect(
    deployments.map((object) => envIn(object, 'version')),
    when,
  ).toEqual([version])
  expect(deployments[0]?.['status'], when).toMatchObject({ availableReplicas: 1, updatedReplicas: 1, replicas: 1 })
  const living = world.list('v1', 'Pod').filter(({ metadata }) => metadata['deletionTimestamp'] === undefined)
  expect(
    living.map((pod) => envIn(pod, 'version')),
    when,
  ).toEqual([version])
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
  let changes = 1
  for (let isKilled = true; isKilled; changes++) {
    const world = await worldWith('none')
    isKilled = await killed(world, changes)
    const { end } = await world.run(pipelineOf('3'), { facts: factsOf('3'), options: { waitLockMs: 60_000 } })
    expect(end.outcome, `killed after ${changes}`).toBe('succeeded')
    await expectWhole(world, '3', `killed after ${changes}`)
    await world.stop()
  }
  expect(changes).toBeGreaterThan(9)
})

test('killed after any of its changes, the undoing of a failed one included, finish leaves all old', async () => {
  let changes = 1
  for (let isKilled = true; isKilled; changes++) {
    const world = await worldWith('2')
    isKilled = await killed(world, changes)
    // Who died before there was anything to finish left nothing but a lock that expires.
    if (world.list('coordination.k8s.io/v1', 'Lease').length > 0) world.cluster.store.delete(leaseRef('iris', 'iris'))
    await world.finish()
    await expectWhole(world, '1', `killed after ${changes}`)
    await world.stop()
  }
  expect(changes).toBeGreaterThan(15)
})
