import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { ProblemError } from '../../src/model/problem.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import { recordsIn } from '../../src/run/record.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { aPlan, runOn } from './run-on.ts'
import { type SmallCluster, smallCluster } from './small-cluster.ts'

const pipelineOf = (version: string) =>
  aPipeline({ stages: [aBatchStage({ env: { version } }), aServiceStage({ env: { version } })] })
const planOf = (version: string, runId: string) =>
  aPlan(pipelineOf(version), { runId, at: `2026-01-01T00:00:0${version}Z` })

const versionsIn = (cluster: SmallCluster, kind: string) =>
  cluster.objects(kind).map((object) => /"version","value":"(\d)"/.exec(JSON.stringify(object))?.[1])
const names = (objects: readonly KubeObject[]) => objects.map(({ metadata }) => metadata.name)

test('a cancelled run deletes its Jobs, says so in its record and ends within five seconds', async () => {
  for (const at of [0, 1200]) {
    const clock = virtualClock()
    const cluster = smallCluster(clock, () => ({ seconds: 2 }))
    await runOn(cluster, clock, planOf('1', 'first'))
    const cancel = new AbortController()
    let cancelledAt = 0
    clock.after(at, () => {
      cancelledAt = clock.now()
      cancel.abort()
    })
    const { end } = await runOn(cluster, clock, planOf('2', 'second'), {}, cancel.signal)
    expect(end).toMatchObject({ outcome: 'cancelled', rollback: 'deferred' })
    expect(clock.now() - cancelledAt).toBeLessThan(5000)
    expect(names(cluster.objects('Job'))).toEqual([])
    expect(recordsIn(cluster.objects('Secret'))[0]?.status).toBe('cancelled')
    const next = await runOn(cluster, clock, planOf('3', 'third'))
    expect(next.told).toContain('notice')
    expect(versionsIn(cluster, 'Deployment')).toEqual(['3'])
  }
})

test('a second run is refused with who holds the pipeline, or waits for it', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({ seconds: 20 }))
  const first = runOn(cluster, clock, planOf('1', 'first'))
  await clock.advance(1000)
  const refused = await clock.run(runOn(cluster, clock, planOf('2', 'second')).catch((error: unknown) => error))
  expect(refused).toBeInstanceOf(ProblemError)
  expect(refused).toMatchObject({ kind: 'lock' })
  expect(String(refused)).toContain('first/1')
  const waiting = runOn(cluster, clock, planOf('3', 'third'), { waitLockMs: 600_000 })
  expect((await clock.run(first)).end.outcome).toBe('succeeded')
  const { end, told } = await clock.run(waiting)
  expect(end.outcome).toBe('succeeded')
  expect(told).toContain('notice')
})

test('a run that loses its lock stops writing', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({ seconds: 120 }))
  const ended = runOn(cluster, clock, planOf('1', 'first')).catch((error: unknown) => error)
  await clock.advance(2000)
  const [lease] = cluster.objects('Lease')
  if (lease === undefined) throw new Error('no lease')
  cluster.put({ ...lease, spec: { ...Object(lease['spec']), holderIdentity: 'other/1' } })
  const error = await clock.run(ended)
  expect(error).toMatchObject({ kind: 'lock' })
  expect(cluster.objects('Deployment')).toEqual([])
  expect(cluster.objects('Lease')).toHaveLength(1)
})

test('a run that continues a failed one skips what had succeeded and says why', async () => {
  const clock = virtualClock()
  let isBroken = true
  const cluster = smallCluster(clock, (stage) => ({
    isBroken: stage === 'serve' && isBroken,
    message: '{"outputs":{"rows":"7"}}',
  }))
  await runOn(cluster, clock, aPlan(aPipeline({ stages: [aServiceStage()] }), { runId: 'zero' }))
  await clock.advance(1000)
  const broken = await runOn(cluster, clock, aPlan(aPipeline(), { runId: 'first', at: '2026-03-01T00:00:00Z' }))
  expect(broken.end.outcome).toBe('failed')
  isBroken = false
  const plan = aPlan(aPipeline(), { runId: 'first', attempt: 2, at: '2026-03-02T00:00:00Z' })
  const { end, events } = await runOn(cluster, clock, plan, { resume: true })
  expect(end.outcome).toBe('succeeded')
  expect(events.find((event) => event.type === 'stage.finished' && event.stage === 'train')).toMatchObject({
    outcome: 'skipped',
    outputs: { rows: '7' },
    reason: expect.stringContaining('same commit'),
  })
})

test('the limit of the whole run ends it as failed and restores', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, (stage) => ({ seconds: stage === 'train' ? 1000 : 1 }))
  const { end } = await runOn(cluster, clock, planOf('1', 'first'), { timeoutMs: 60_000 })
  expect(end).toMatchObject({ outcome: 'failed' })
  expect(end.failure?.cause).toBe('run-timeout')
  expect(cluster.objects('Job')).toEqual([])
})

test('of the stages not asked for none runs, and nothing is pruned', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({}))
  await runOn(cluster, clock, planOf('1', 'first'))
  const { end, events } = await runOn(cluster, clock, planOf('2', 'second'), { selected: new Set(['train']) })
  expect(end.outcome).toBe('succeeded')
  expect(versionsIn(cluster, 'Deployment')).toEqual(['1'])
  expect(events.find((event) => event.type === 'stage.finished' && event.stage === 'serve')).toMatchObject({
    outcome: 'skipped',
  })
})
