import { expect, test } from 'vitest'
import type { KubeObject } from '../../src/plan/objects.ts'
import { recordsIn } from '../../src/run/record.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { localWorld } from './local-world.ts'

const justTrain = (over = {}) => aPipeline({ stages: [aBatchStage(over)] })
const later = { runId: 'run-2', at: '2026-01-03T03:04:05Z' }

test('a pipeline is deployed, its log told, its Jobs and its lock taken away', async () => {
  const world = await localWorld((stage) => (stage === 'train' ? { runMs: 5000, logs: ['epoch 1', 'epoch 2'] } : {}))
  const { end, events } = await world.run(aPipeline())
  expect(end).toMatchObject({ outcome: 'succeeded', revision: 1, rollback: 'not-needed' })
  const lines = events.flatMap((event) => (event.type === 'stage.log' ? [event.line] : []))
  expect(lines).toEqual(['epoch 1', 'epoch 2'])
  expect(world.list('batch/v1', 'Job')).toEqual([])
  expect(world.list('apps/v1', 'Deployment')[0]?.['status']).toMatchObject({ availableReplicas: 1 })
  expect(recordsIn(world.list('v1', 'Secret')).map(({ status }) => status)).toEqual(['deployed'])
  await world.stop()
})

test('a stage that crashes fails with its exit code and its last lines', async () => {
  const world = await localWorld(() => ({ exitCode: 3, logs: ['Traceback', 'ValueError: no rows'] }))
  const ran = await world.run(justTrain())
  expect(ran.end).toMatchObject({ outcome: 'failed', failedStage: 'train' })
  expect(ran.finished['train']?.failure).toMatchObject({ exitCode: 3, lastLines: ['Traceback', 'ValueError: no rows'] })
  await world.stop()
})

test('a service that crashes in its new version is put back to the old one', async () => {
  const isBad = (pod: KubeObject) => JSON.stringify(pod).includes('"bad"')
  const world = await localWorld((_, pod) =>
    isBad(pod) ? { exitCode: 1, runMs: 100, readyMs: 5000, logs: ['no model'] } : {},
  )
  const version = (value: string) => aPipeline({ stages: [aServiceStage({ env: { VERSION: value } })] })
  expect((await world.run(version('good'))).end.outcome).toBe('succeeded')
  const ran = await world.run(version('bad'), { facts: later })
  expect(ran.end).toMatchObject({ outcome: 'failed', failedStage: 'serve', rollback: 'restored' })
  expect(ran.finished['serve']?.failure?.cause).toBe('crash')
  const [service] = world.list('apps/v1', 'Deployment')
  expect(JSON.stringify(service?.['spec'])).toContain('"good"')
  expect(service?.['status']).toMatchObject({ availableReplicas: 1, updatedReplicas: 1, replicas: 1 })
  expect(recordsIn(world.list('v1', 'Secret')).map(({ status }) => status)).toEqual(['rolled-back', 'deployed'])
  await world.stop()
})

test('an image that is not there is told as that', async () => {
  const world = await localWorld(() => ({ pullError: 'docker.io/library/python:3.1l: not found' }))
  const ran = await world.run(justTrain())
  expect(ran.end.outcome).toBe('failed')
  expect(ran.finished['train']?.failure?.cause).toBe('image-not-found')
  await world.stop()
})

test('a stage that is killed for memory is told as that', async () => {
  const world = await localWorld(() => ({ runMs: 3000, isOutOfMemory: true, exitCode: 137 }))
  const ran = await world.run(justTrain())
  expect(ran.finished['train']?.failure).toMatchObject({ cause: 'oom', exitCode: 137 })
  await world.stop()
})

test('a stage that fits on no node is told as that', async () => {
  const world = await localWorld()
  const ran = await world.run(justTrain({ resources: { cpu: '64', memory: '100Mi', limits: {} } }))
  expect(ran.end.outcome).toBe('failed')
  expect(ran.finished['train']?.failure?.cause).toBe('unschedulable-cpu')
  await world.stop()
})

test('a stage that a quota refuses is told as that', async () => {
  const world = await localWorld()
  world.cluster.store.create({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'team', namespace: 'iris' },
    spec: { hard: { pods: '0' } },
  })
  const ran = await world.run(justTrain())
  expect(ran.end.outcome).toBe('failed')
  expect(ran.finished['train']?.failure?.cause).toBe('quota')
  await world.stop()
})

test('a stage that takes too long is ended at its timeout', async () => {
  const world = await localWorld(() => ({ runMs: 3_600_000 }))
  const ran = await world.run(justTrain({ timeoutSeconds: 60 }))
  expect(ran.end.outcome).toBe('failed')
  expect(ran.finished['train']?.failure?.cause).toBe('timeout')
  await world.stop()
})

test('a stage that fails once and then succeeds is a success', async () => {
  let runs = 0
  const world = await localWorld(() => ({ exitCode: runs++ === 0 ? 1 : 0 }))
  const { end } = await world.run(justTrain({ retries: 1 }))
  expect(end.outcome).toBe('succeeded')
  await world.stop()
})

test('a service that never gets ready is told as that', async () => {
  const world = await localWorld(() => ({ readyMs: 'never' }))
  const ran = await world.run(aPipeline({ stages: [aServiceStage()] }))
  expect(ran.end).toMatchObject({ outcome: 'failed', failedStage: 'serve' })
  await world.stop()
})
