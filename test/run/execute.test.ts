import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { execute } from '../../src/run/execute.ts'
import { recordsIn } from '../../src/run/record.ts'
import { aBatchStage, aManifestStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { aPlan, runOn } from './run-on.ts'
import { smallCluster } from './small-cluster.ts'
import { smallJudge } from './small-judge.ts'

test('a stage and a service run one after the other and the record says deployed', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({ lines: ['hello'] }))
  const { end, told } = await runOn(cluster, clock, aPlan())
  expect(end).toMatchObject({
    outcome: 'succeeded',
    rollback: 'not-needed',
    revision: 1,
    services: { serve: 'http://serve.iris.svc.cluster.local:5000' },
  })
  expect(told.filter((line) => /^(stage\.(started|finished|log)|wave|run)/.test(line))).toEqual([
    'run.started',
    'wave.started',
    'stage.started train',
    'stage.log train',
    'stage.finished train',
    'wave.finished',
    'wave.started',
    'stage.started serve',
    'stage.finished serve',
    'wave.finished',
    'run.finished',
  ])
  expect(recordsIn(cluster.objects('Secret')).map(({ status }) => status)).toEqual(['deployed'])
  expect(cluster.objects('Job')).toEqual([])
  expect(cluster.objects('Lease')).toEqual([])
})

test('a failing stage stops what comes after it', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, (stage) => (stage === 'train' ? { exitCode: 3, lines: ['boom'] } : {}))
  const { end, events } = await runOn(cluster, clock, aPlan())
  expect(end).toMatchObject({ outcome: 'failed', failedStage: 'train', rollback: 'not-needed' })
  const finished = events.filter((event) => event.type === 'stage.finished')
  expect(finished.map(({ stage, outcome, reason }) => [stage, outcome, reason])).toEqual([
    ['serve', 'skipped', 'stage "train" failed'],
    ['train', 'failed', undefined],
  ])
  expect(finished[1]?.failure?.lastLines).toEqual(['boom'])
  expect(cluster.objects('Deployment')).toEqual([])
})

test('a stage that succeeds at its second attempt is a success', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, (_, job) => ({
    exitCode: job.metadata.labels?.['bodywork.dev/attempt'] === '1' ? 1 : 0,
  }))
  const pipeline = aPipeline({ stages: [aBatchStage({ retries: 1, backoffSeconds: 10 })] })
  const { end, events } = await runOn(cluster, clock, aPlan(pipeline))
  expect(end.outcome).toBe('succeeded')
  expect(events.find((event) => event.type === 'stage.retrying')).toMatchObject({ attempt: 2, delayMs: 10_000 })
  expect(events.find((event) => event.type === 'stage.finished')).toMatchObject({ attempts: 2 })
})

test('a service that does not come up is put back to the version before', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, (_, object) => ({ isBroken: JSON.stringify(object).includes('broken') }))
  const good = aPipeline({ stages: [aServiceStage({ env: { VERSION: 'good' } })] })
  const bad = aPipeline({ stages: [aServiceStage({ env: { VERSION: 'broken' } })] })
  await runOn(cluster, clock, aPlan(good, { runId: 'a', at: '2026-01-01T00:00:00Z' }))
  const before = cluster.objects('Deployment').map(({ spec, metadata }) => [spec, metadata.labels])
  const { end, events } = await runOn(cluster, clock, aPlan(bad, { runId: 'b', at: '2026-01-02T00:00:00Z' }))
  expect(end).toMatchObject({ outcome: 'failed', rollback: 'restored', failedStage: 'serve', revision: 2 })
  expect(cluster.objects('Deployment').map(({ spec, metadata }) => [spec, metadata.labels])).toEqual(before)
  expect(events.find((event) => event.type === 'rollback.finished')).toMatchObject({
    outcome: 'restored',
    verified: true,
  })
  expect(recordsIn(cluster.objects('Secret')).map(({ status }) => status)).toEqual(['rolled-back', 'deployed'])
})

test('a gate behind two services that is false puts both of them back', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, (stage) =>
    stage === 'check' ? { message: '{"outputs":{"accuracy":"0.5"}}' } : {},
  )
  const pipeline = (version: string, gate: string) =>
    aPipeline({
      stages: [
        aServiceStage({ name: 'one', env: { version } }),
        aServiceStage({ name: 'two', env: { version } }),
        aBatchStage({ name: 'check', gate }),
      ],
      steps: [['one', 'two'], ['check']],
    })
  await runOn(cluster, clock, aPlan(pipeline('1', 'outputs.accuracy > 0.4'), { runId: 'a' }))
  const before = cluster.objects('Deployment').map(({ spec }) => spec)
  const { end } = await runOn(cluster, clock, aPlan(pipeline('2', 'outputs.accuracy > 0.9'), { runId: 'b' }))
  expect(end).toMatchObject({ outcome: 'failed', rollback: 'restored', failedStage: 'check' })
  expect(end.failure?.cause).toBe('gate')
  expect(end.failure?.message).toBe(
    'the gate of stage "check" is false: outputs.accuracy > 0.9 (outputs.accuracy is 0.5)',
  )
  expect(cluster.objects('Deployment').map(({ spec }) => spec)).toEqual(before)
})

test('a first deployment that fails leaves its record and the namespace of it, so that a second attempt continues', async () => {
  const clock = virtualClock()
  let isBroken = true
  const cluster = smallCluster(clock, (stage) => ({ isBroken: stage === 'serve' && isBroken }))
  const { end, events } = await runOn(cluster, clock, aPlan())
  expect(end).toMatchObject({ outcome: 'failed', rollback: 'restored' })
  for (const kind of ['Deployment', 'Service', 'ConfigMap', 'Job', 'Pod'])
    expect(cluster.objects(kind), kind).toEqual([])
  expect(cluster.objects('Namespace')).toHaveLength(1)
  expect(recordsIn(cluster.objects('Secret')).map(({ status }) => status)).toEqual(['rolled-back'])
  const kept = events.filter((event) => event.type === 'notice' && event.code === 'run/namespace-kept')
  expect(kept).toMatchObject([{ message: expect.stringContaining('bodywork delete deployment iris') }])
  isBroken = false
  const again = await runOn(cluster, clock, aPlan(aPipeline(), { attempt: 2 }), { resume: true })
  expect(again.end).toMatchObject({ outcome: 'succeeded', revision: 2 })
  expect(again.events.find((event) => event.type === 'stage.finished' && event.stage === 'train')).toMatchObject({
    outcome: 'skipped',
  })
  expect(again.events.filter((event) => event.type === 'notice' && event.code === 'run/namespace-kept')).toEqual([])
})

test('a stage removed from the file is pruned once the new version serves', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({}))
  await runOn(
    cluster,
    clock,
    aPlan(aPipeline({ stages: [aServiceStage({ name: 'old' }), aServiceStage({ name: 'new' })] })),
  )
  await runOn(cluster, clock, aPlan(aPipeline({ stages: [aServiceStage({ name: 'new' })] }), { runId: 'b' }))
  expect(cluster.objects('Deployment').map(({ metadata }) => metadata.name)).toEqual(['new'])
  expect(cluster.objects('Service').map(({ metadata }) => metadata.name)).toEqual(['new'])
})

test('a failure runs its hook with what failed, and compensations in reverse order', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, (stage) => ({ exitCode: stage === 'last' ? 4 : 0 }))
  const pipeline = aPipeline({
    stages: [
      aBatchStage({ name: 'one', onRollback: 'undo-one' }),
      aBatchStage({ name: 'two', onRollback: 'undo-two' }),
      aBatchStage({ name: 'last', onRollback: 'undo-last' }),
      ...['undo-one', 'undo-two', 'undo-last', 'notify', 'sweep'].map((name) => aBatchStage({ name })),
    ],
    steps: [['one'], ['two'], ['last']],
    onFailure: 'notify',
    always: 'sweep',
  })
  const { end, told } = await runOn(cluster, clock, aPlan(pipeline))
  expect(end.outcome).toBe('failed')
  const started = told.filter((line) => line.startsWith('stage.started')).map((line) => line.split(' ')[1])
  expect(started).toEqual(['one', 'two', 'last', 'undo-two', 'undo-one', 'notify', 'sweep'])
  expect(cluster.sent('notify')).toContain('stage \\"last\\" failed: it ended with exit code 4')
  expect(cluster.objects('Job')).toEqual([])
})

test('objects of the user are applied and waited for', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({}))
  const stage = aManifestStage({ wait: false })
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'theirs' }, data: { a: 'b' } }
  const plan = aPlan(aPipeline({ stages: [stage] }), { manifests: { extras: [object] } })
  const { end } = await runOn(cluster, clock, plan)
  expect(end.outcome).toBe('succeeded')
  expect(cluster.objects('ConfigMap').map(({ metadata }) => metadata.name)).toContain('theirs')
})

test('a failure is told before its undoing', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, (_, object) => ({ isBroken: JSON.stringify(object).includes('"broken"') }))
  const pipelineOf = (version: string) => aPipeline({ stages: [aServiceStage({ env: { version } })] })
  await runOn(cluster, clock, aPlan(pipelineOf('good'), { runId: 'first' }))
  const { told } = await runOn(cluster, clock, aPlan(pipelineOf('broken'), { runId: 'second' }))
  const failure = told.indexOf('stage.finished serve')
  expect(failure).toBeGreaterThan(0)
  expect(told.indexOf('rollback.started')).toBeGreaterThan(failure)
  expect(told.slice(-2)).toEqual(['rollback.finished', 'run.finished'])
})

test('a Service whose port moves is switched when the new pods are ready, and only then judged', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({}))
  const pipelineOf = (port: number) => aPipeline({ stages: [aServiceStage({ port })] })
  await runOn(cluster, clock, aPlan(pipelineOf(5000), { runId: 'first' }))
  const seen: (string | undefined)[] = []
  const judge: typeof smallJudge = (subject, ...rest) => {
    if (subject.kind === 'deployment') seen.push(subject.service)
    return smallJudge(subject, ...rest)
  }
  const ports = { cluster, clock, emit: () => undefined }
  const plan = aPlan(pipelineOf(6000), { runId: 'second' })
  const end = await clock.run(execute({ plan, ports, judge, signal: new AbortController().signal }))
  expect(end.outcome).toBe('succeeded')
  expect([...new Set(seen)]).toEqual([undefined, 'serve'])
})
