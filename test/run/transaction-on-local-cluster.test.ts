import { expect, test } from 'vitest'
import type { ServiceStage } from '../../src/model/pipeline.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import { recordsIn } from '../../src/run/record.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { seededRandom } from '../cluster/fault-proxy.ts'
import { envIn, localWorld } from './local-world.ts'

const factsOf = (revision: number) => ({
  runId: `run-${revision}`,
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, revision)).toISOString(),
})
const isBad = (pod: KubeObject) => envIn(pod, 'VERSION') === 'bad'
const serving = (version: string, over: Partial<ServiceStage> = {}) =>
  aPipeline({ stages: [aServiceStage({ env: { VERSION: version }, ...over })] })

test.each([
  ['crashes', { exitCode: 1, runMs: 100, readyMs: 5000 }],
  ['has no image', { pullError: 'registry.local/nothing:1: not found' }],
  ['never gets ready', { readyMs: 'never' as const }],
])('a version that %s never takes a pod of the good one away, which serves until a better one does', async (_, bad) => {
  const world = await localWorld((_stage, pod) => (isBad(pod) ? bad : { readyMs: 300 }))
  const ready: number[] = []
  expect((await world.run(serving('good', { replicas: 2 }), { facts: factsOf(1) })).end.outcome).toBe('succeeded')
  world.cluster.store.watch(['EndpointSlice'], ({ object }) => {
    const endpoints: readonly { conditions?: { ready?: boolean } }[] = Object(object)['endpoints'] ?? []
    ready.push(endpoints.filter(({ conditions }) => conditions?.ready === true).length)
  })
  const broken = await world.run(serving('bad', { replicas: 2 }), { facts: factsOf(2) })
  expect(broken.end).toMatchObject({ outcome: 'failed', failedStage: 'serve', rollback: 'restored' })
  expect((await world.run(serving('better', { replicas: 2 }), { facts: factsOf(3) })).end.outcome).toBe('succeeded')
  expect(ready.length).toBeGreaterThan(3)
  expect(Math.min(...ready)).toBe(2)
  await world.stop()
})

test('after eleven revisions and a broken one the eleventh is back', async () => {
  const world = await localWorld((_stage, pod) => (isBad(pod) ? { exitCode: 1, runMs: 100, readyMs: 5000 } : {}))
  for (let revision = 1; revision <= 11; revision++)
    expect((await world.run(serving(`v${revision}`), { facts: factsOf(revision) })).end.revision).toBe(revision)
  const { end } = await world.run(serving('bad'), { facts: factsOf(12) })
  expect(end).toMatchObject({ outcome: 'failed', rollback: 'restored' })
  const [serve] = world.list('apps/v1', 'Deployment')
  expect(envIn(serve, 'VERSION')).toBe('v11')
  expect(serve?.['status']).toMatchObject({ availableReplicas: 1, replicas: 1 })
  expect(recordsIn(world.list('v1', 'Secret')).map(({ revision }) => revision)).toEqual([
    12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2,
  ])
  await world.stop()
})

const kinds = [
  ['apps/v1', 'Deployment'],
  ['v1', 'Service'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['policy/v1', 'PodDisruptionBudget'],
] as const

test('two services and a gate after them that fails: every object is as it was, to the byte', async () => {
  const world = await localWorld((stage, pod) => (stage === 'check' && isBad(pod) ? { exitCode: 1 } : {}))
  const pipeline = (version: 'good' | 'bad') => {
    const isNew = version === 'bad'
    const first = aServiceStage({
      name: 'first',
      env: isNew ? { OTHER: '2' } : { GONE: '1' },
      replicas: 2,
      port: isNew ? 9000 : 8000,
      ingress: { host: `${version}.example.com`, path: '/', annotations: {}, via: 'ingress' },
    })
    const autoscale = { min: isNew ? 1 : 2, max: isNew ? 3 : 4, cpu: 70 }
    const second = aServiceStage({ name: 'second', replicas: 2, autoscale })
    const check = aBatchStage({ name: 'check', env: { VERSION: version } })
    return aPipeline({ stages: [first, second, check], steps: [['first', 'second'], ['check']] })
  }
  const written = () =>
    kinds.map(([apiVersion, kind]) =>
      world.list(apiVersion, kind).map(({ metadata: { name, labels, annotations }, spec }) => {
        const { 'deployment.kubernetes.io/revision': _revision, ...kept } = Object(annotations)
        return JSON.stringify({ kind, name, labels, annotations: kept, spec })
      }),
    )
  expect((await world.run(pipeline('good'), { facts: factsOf(1) })).end.outcome).toBe('succeeded')
  const before = written()
  expect(before.map((objects) => objects.length > 0)).toEqual(kinds.map(() => true))
  const { end, events } = await world.run(pipeline('bad'), { facts: factsOf(2) })
  expect(end).toMatchObject({ outcome: 'failed', failedStage: 'check', rollback: 'restored' })
  expect(written()).toEqual(before)
  const [started] = events.filter(({ type }) => type === 'rollback.started')
  const failed = events.find((event) => event.type === 'stage.finished' && event.outcome === 'failed')
  expect((started?.at ?? Number.NaN) - (failed?.at ?? 0)).toBeLessThanOrEqual(100)
  await world.stop()
})

test('cancelled at any of 20 moments a run leaves in five seconds, and finish puts everything back', async () => {
  const random = seededRandom(12)
  const world = await localWorld((stage) => (stage === 'train' ? { runMs: 2000 } : { readyMs: 1000 }))
  const pipeline = (version: string) =>
    aPipeline({ stages: [aBatchStage(), aServiceStage({ env: { VERSION: version } })] })
  await world.run(pipeline('good'), { facts: factsOf(1) })
  for (let round = 2; round < 22; round++) {
    const cancel = new AbortController()
    const cancelAfter = Math.round(random() * 3500)
    const cancelAt = world.clock.now() + cancelAfter
    world.clock.after(cancelAfter, () => cancel.abort())
    const { end } = await world.run(pipeline('new'), { facts: factsOf(round), signal: cancel.signal })
    const when = `cancelled after ${cancelAfter} ms`
    expect(end, when).toMatchObject({ outcome: 'cancelled', rollback: 'deferred' })
    expect(world.clock.now() - cancelAt, when).toBeLessThan(5000)
    expect((await world.finish())?.outcome, when).toMatch(/^(restored|not-needed)$/)
    expect(envIn(world.list('apps/v1', 'Deployment')[0], 'VERSION'), when).toBe('good')
    expect(world.list('batch/v1', 'Job'), when).toEqual([])
    expect(world.list('coordination.k8s.io/v1', 'Lease'), when).toEqual([])
  }
  await world.stop()
})
