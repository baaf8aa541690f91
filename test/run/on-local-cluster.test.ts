import { expect, test } from 'vitest'
import { kubeCluster } from '../../src/cluster/kube-cluster.ts'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { type LocalCluster, startLocalCluster } from '../../src/local/cluster.ts'
import type { ContainerBehaviour } from '../../src/local/node/simulated/behaviour.ts'
import { simulatedNode } from '../../src/local/node/simulated/simulated-node.ts'
import type { Pipeline } from '../../src/model/pipeline.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import type { Plan, PlanFacts } from '../../src/plan/plan.ts'
import type { RunEvent } from '../../src/run/events.ts'
import { execute, type RunEnd } from '../../src/run/execute.ts'
import { recordsIn } from '../../src/run/record.ts'
import { judge } from '../../src/run/verdict.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { aPlan } from './run-on.ts'

interface Ran {
  readonly end: RunEnd
  readonly events: readonly RunEvent[]
}

interface Here {
  readonly cluster: LocalCluster
  run(pipeline: Pipeline, facts?: Partial<PlanFacts>): Promise<Ran>
  objects(apiVersion: string, kind: string): readonly KubeObject[]
  stop(): Promise<void>
}

/** A whole local cluster on a virtual clock, whose pods do what is said for their stage. */
async function here(behaviours: (stage: string, pod: KubeObject) => ContainerBehaviour = () => ({})): Promise<Here> {
  const clock = virtualClock()
  const mistakes: unknown[] = []
  const cluster = startLocalCluster({
    clock,
    node: simulatedNode({ script: (pod) => ({ containers: { bodywork: behaviours(stageOf(pod), pod) } }) }),
    allocatable: { cpu: '8', memory: '16Gi', pods: '110' },
    onError: (controller, key, error) => void mistakes.push(new Error(`${controller} ${key}`, { cause: error })),
  })
  cluster.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iris' } })
  await clock.advance(1000)
  const transport = { send: cluster.api.handle, close: () => Promise.resolve() }

  async function runPlan(plan: Plan): Promise<Ran> {
    const events: RunEvent[] = []
    const engine = kubeCluster({ transport, clock, random: () => 0.5, server: 'the local cluster' })
    const ports = { cluster: engine, clock, emit: (event: RunEvent) => void events.push(event) }
    const signal = new AbortController().signal
    const end = await clock.run(execute({ plan, ports, judge, options: {}, signal }))
    return { end, events }
  }

  return {
    cluster,
    run: (pipeline, facts = {}) => runPlan(aPlan(pipeline, { bootstrap: 'print(1)\n', ...facts })),
    objects: (apiVersion, kind) => cluster.store.list(apiVersion, kind, 'iris'),
    async stop() {
      await cluster.stop()
      if (mistakes.length > 0) throw mistakes[0]
    },
  }
}

function stageOf({ metadata }: KubeObject): string {
  return metadata.labels?.['bodywork.dev/stage'] ?? ''
}

function failureOf({ events }: Ran, stage: string) {
  return events.flatMap((event) =>
    event.type === 'stage.finished' && event.stage === stage && event.failure !== undefined ? [event.failure] : [],
  )[0]
}

const justTrain = (over = {}) => aPipeline({ stages: [aBatchStage(over)] })
const later = { runId: 'run-2', at: '2026-01-03T03:04:05Z' }

test('a pipeline is deployed, its log told, its Jobs and its lock taken away', async () => {
  const world = await here((stage) => (stage === 'train' ? { runMs: 5000, logs: ['epoch 1', 'epoch 2'] } : {}))
  const { end, events } = await world.run(aPipeline())
  expect(end).toMatchObject({ outcome: 'succeeded', revision: 1, rollback: 'not-needed' })
  const lines = events.flatMap((event) => (event.type === 'stage.log' ? [event.line] : []))
  expect(lines).toEqual(['epoch 1', 'epoch 2'])
  expect(world.objects('batch/v1', 'Job')).toEqual([])
  expect(world.objects('apps/v1', 'Deployment')[0]?.['status']).toMatchObject({ availableReplicas: 1 })
  expect(recordsIn(world.objects('v1', 'Secret')).map(({ status }) => status)).toEqual(['deployed'])
  await world.stop()
})

test('a stage that crashes fails with its exit code and its last lines', async () => {
  const world = await here(() => ({ exitCode: 3, logs: ['Traceback', 'ValueError: no rows'] }))
  const ran = await world.run(justTrain())
  expect(ran.end).toMatchObject({ outcome: 'failed', failedStage: 'train' })
  expect(failureOf(ran, 'train')).toMatchObject({ exitCode: 3, lastLines: ['Traceback', 'ValueError: no rows'] })
  await world.stop()
})

test('a service that crashes in its new version is put back to the old one', async () => {
  const isBad = (pod: KubeObject) => JSON.stringify(pod).includes('"bad"')
  const world = await here((_, pod) =>
    isBad(pod) ? { exitCode: 1, runMs: 100, readyMs: 5000, logs: ['no model'] } : {},
  )
  const version = (value: string) => aPipeline({ stages: [aServiceStage({ env: { VERSION: value } })] })
  expect((await world.run(version('good'))).end.outcome).toBe('succeeded')
  const ran = await world.run(version('bad'), later)
  expect(ran.end).toMatchObject({ outcome: 'failed', failedStage: 'serve', rollback: 'restored' })
  expect(failureOf(ran, 'serve')?.cause).toBe('crash')
  const [service] = world.objects('apps/v1', 'Deployment')
  expect(JSON.stringify(service?.['spec'])).toContain('"good"')
  expect(service?.['status']).toMatchObject({ availableReplicas: 1, updatedReplicas: 1, replicas: 1 })
  expect(recordsIn(world.objects('v1', 'Secret')).map(({ status }) => status)).toEqual(['rolled-back', 'deployed'])
  await world.stop()
})

test('an image that is not there is told as that', async () => {
  const world = await here(() => ({ pullError: 'docker.io/library/python:3.1l: not found' }))
  const ran = await world.run(justTrain())
  expect(ran.end.outcome).toBe('failed')
  expect(failureOf(ran, 'train')?.cause).toBe('image-not-found')
  await world.stop()
})

test('a stage that is killed for memory is told as that', async () => {
  const world = await here(() => ({ runMs: 3000, isOutOfMemory: true, exitCode: 137 }))
  const ran = await world.run(justTrain())
  expect(failureOf(ran, 'train')).toMatchObject({ cause: 'oom', exitCode: 137 })
  await world.stop()
})

test('a stage that fits on no node is told as that', async () => {
  const world = await here()
  const ran = await world.run(justTrain({ resources: { cpu: '64', memory: '100Mi', limits: {} } }))
  expect(ran.end.outcome).toBe('failed')
  expect(failureOf(ran, 'train')?.cause).toBe('unschedulable-cpu')
  await world.stop()
})

test('a stage that a quota refuses is told as that', async () => {
  const world = await here()
  world.cluster.store.create({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'team', namespace: 'iris' },
    spec: { hard: { pods: '0' } },
  })
  const ran = await world.run(justTrain())
  expect(ran.end.outcome).toBe('failed')
  expect(failureOf(ran, 'train')?.cause).toBe('quota')
  await world.stop()
})

test('a stage that takes too long is ended at its timeout', async () => {
  const world = await here(() => ({ runMs: 3_600_000 }))
  const ran = await world.run(justTrain({ timeoutSeconds: 60 }))
  expect(ran.end.outcome).toBe('failed')
  expect(failureOf(ran, 'train')?.cause).toBe('timeout')
  await world.stop()
})

test('a stage that fails once and then succeeds is a success', async () => {
  let runs = 0
  const world = await here(() => ({ exitCode: runs++ === 0 ? 1 : 0 }))
  const { end } = await world.run(justTrain({ retries: 1 }))
  expect(end.outcome).toBe('succeeded')
  await world.stop()
})

test('a service that never gets ready is told as that', async () => {
  const world = await here(() => ({ readyMs: 'never' }))
  const ran = await world.run(aPipeline({ stages: [aServiceStage()] }))
  expect(ran.end).toMatchObject({ outcome: 'failed', failedStage: 'serve' })
  await world.stop()
})
