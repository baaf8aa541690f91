import { expect, test } from 'vitest'
import type { ApiRequest } from '../../src/cluster/transport.ts'
import { exitCodeForRun } from '../../src/entry/exit-codes.ts'
import { ProblemError } from '../../src/model/problem.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { envIn, type LocalRun, type LocalRunOptions, type LocalWorld, localWorld } from './local-world.ts'

const pipelineOf = (version: string) =>
  aPipeline({ stages: [aBatchStage(), aServiceStage({ env: { VERSION: version } })] })
const first = { facts: { runId: 'first', at: '2026-01-01T00:00:01Z' } }
const second = { facts: { runId: 'second', at: '2026-01-01T00:00:02Z' } }
const slow = () => localWorld((stage) => (stage === 'train' ? { runMs: 5000 } : { readyMs: 3000 }))
const serve = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'iris', name: 'serve' }
const endCode = ({ end }: LocalRun) => exitCodeForRun(end.outcome, end.rollback)
const version = (world: LocalWorld) => envIn(world.list('apps/v1', 'Deployment')[0], 'VERSION')

/** Does something as soon as an object has been written in that way. */
const onceApplied = (kind: string, act: () => void): Pick<LocalRunOptions, 'onEvent'> => {
  let isDone = false
  return {
    onEvent: (event) => {
      if (isDone || event.type !== 'object.applied' || event.object.kind !== kind) return
      isDone = true
      act()
    },
  }
}

test('a Deployment that is paused is told before anything is touched', async () => {
  const world = await slow()
  await world.run(pipelineOf('old'), first)
  world.cluster.store.update({ ...live(world), spec: { ...Object(live(world))['spec'], paused: true } })
  const error: unknown = await world.run(pipelineOf('new'), second).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ProblemError)
  expect(error).toMatchObject({
    kind: 'user',
    problems: [{ message: 'Deployment "serve" is paused, so no new version of it can start' }],
  })
  expect(version(world)).toBe('old')
  await world.stop()
})

test('a Deployment that somebody deletes in mid-run is told, and the one before is made anew', async () => {
  const world = await slow()
  await world.run(pipelineOf('old'), first)
  const ran = await world.run(pipelineOf('new'), {
    ...second,
    ...onceApplied('Deployment', () => void world.cluster.store.delete(serve)),
  })
  expect(ran.end).toMatchObject({ outcome: 'failed', rollback: 'restored', failure: { cause: 'deleted' } })
  expect(ran.end.failure?.message).toBe('the Deployment "serve" was deleted')
  expect(endCode(ran)).toBe(1)
  expect(version(world)).toBe('old')
  expect(live(world)['status']).toMatchObject({ availableReplicas: 1 })
  await world.stop()
})

test('a Job that somebody deletes in mid-run is told', async () => {
  const world = await slow()
  await world.run(pipelineOf('old'), first)
  const deleteJob = () => {
    const [job] = world.list('batch/v1', 'Job')
    if (job !== undefined)
      world.cluster.store.delete({ apiVersion: 'batch/v1', kind: 'Job', namespace: 'iris', name: job.metadata.name })
  }
  const ran = await world.run(pipelineOf('new'), {
    ...second,
    ...onceApplied('Job', () => void world.clock.after(2000, deleteJob)),
  })
  expect(ran.end).toMatchObject({ outcome: 'failed', failedStage: 'train', failure: { cause: 'deleted' } })
  expect(ran.end.failure?.message).toMatch(/^the Job "train-.*" was deleted before it had ended$/)
  expect(endCode(ran)).toBe(1)
  expect(version(world)).toBe('old')
  await world.stop()
})

/** What a webhook does: objects of a kind are written otherwise than they were sent. */
const mutating = (kind: string, change: (object: KubeObject) => object): Pick<LocalRunOptions, 'between'> => ({
  between: (request, send) => {
    const object = objectIn(request)
    if (object?.kind !== kind) return send(request)
    return send({ ...request, body: JSON.stringify(change(object)) })
  },
})

function objectIn({ method, body }: ApiRequest): KubeObject | undefined {
  return method === 'GET' || body === undefined ? undefined : JSON.parse(Buffer.from(body).toString())
}

test('what a webhook changes in our objects is neither a failure nor the edit of somebody else', async () => {
  const isBad = (pod: KubeObject) => envIn(pod, 'VERSION') === 'bad'
  const world = await localWorld((_, pod) => (isBad(pod) ? { exitCode: 1, runMs: 100, readyMs: 5000 } : {}))
  const webhook = mutating('Deployment', (object) => ({
    ...object,
    metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, 'mesh.example/injected': 'yes' } },
    spec: { ...Object(object['spec']), minReadySeconds: 1 },
  }))
  expect((await world.run(pipelineOf('old'), { ...first, ...webhook })).end.outcome).toBe('succeeded')
  const before = live(world)
  const ran = await world.run(pipelineOf('bad'), { ...second, ...webhook })
  expect(ran.end).toMatchObject({ outcome: 'failed', rollback: 'restored' })
  expect(endCode(ran)).toBe(1)
  expect(live(world)['spec']).toEqual(before['spec'])
  expect(live(world).metadata.annotations).toMatchObject({ 'mesh.example/injected': 'yes' })
  await world.stop()
})

test('a namespace that is being deleted is told before anything is touched', async () => {
  const world = await slow()
  deleteNamespace(world)
  const error: unknown = await world.run(pipelineOf('new'), first).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ kind: 'user', problems: [{ message: 'the namespace "iris" is being deleted' }] })
  await world.stop()
})

test('a namespace that is deleted in mid-run is told, and that nothing could be put back', async () => {
  const world = await slow()
  await world.run(pipelineOf('old'), first)
  const ran = await world.run(pipelineOf('new'), {
    ...second,
    ...onceApplied('Deployment', () => deleteNamespace(world)),
  })
  expect(ran.end).toMatchObject({ outcome: 'failed', failure: { cause: 'namespace-terminating' } })
  expect(ran.end.failure?.message).toMatch(/^the namespace "iris" is being deleted/)
  expect(endCode(ran)).toBe(4)
  await world.stop()
})

function deleteNamespace(world: LocalWorld): void {
  world.cluster.store.delete({ apiVersion: 'v1', kind: 'Namespace', name: 'iris' })
}

function live(world: LocalWorld): KubeObject {
  const found = world.cluster.store.get(serve)
  if (found === undefined) throw new Error('no Deployment')
  return found
}
