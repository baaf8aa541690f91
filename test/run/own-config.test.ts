import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { tooOld } from '../../src/run/own-config.ts'
import { planFromRecord } from '../../src/run/plan-from-record.ts'
import { type RecordedObject, recordsIn } from '../../src/run/record.ts'
import { aBatchStage, aBundle, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { aRecord } from './records.ts'
import { aPlan, runOn } from './run-on.ts'
import { smallCluster } from './small-cluster.ts'

const code = (name: string): RecordedObject => ({
  ref: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'ns', name },
  existed: true,
  hash: '',
})
const deployed = (revision: number, name: string) => aRecord({ revision, objects: [code(name)] })
const serving = (name: string) => ({
  of: () => [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'serve' },
      spec: { volumes: [{ configMap: { name } }] },
    },
  ],
})

test('a record is kept beyond its time while its code serves', () => {
  const records = [deployed(3, 'c'), deployed(2, 'b'), deployed(1, 'a')]
  const old = (name: string) => tooOld(records, 1, serving(name)).map(({ revision }) => revision)
  expect(old('c')).toEqual([2, 1])
  expect(old('a')).toEqual([2])
  const same = [deployed(3, 'a'), deployed(2, 'a'), deployed(1, 'a')]
  expect(tooOld(same, 1, serving('a'))).toHaveLength(2)
})

const withCode = (sha256: string, runId: string, at: string) =>
  aPlan(pipeline, { runId, at, bundle: aBundle({ files: ['train/main.py', 'serve/main.py'], sha256 }) })
const pipeline = aPipeline({ stages: [aBatchStage(), aServiceStage()] })

/** A cluster on which revision 1 was deployed, then 2, then 1 was brought back. */
async function wentBack() {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({}))
  await runOn(cluster, clock, withCode('a'.repeat(64), 'first', '2026-01-01T00:00:01Z'))
  await runOn(cluster, clock, withCode('b'.repeat(64), 'second', '2026-01-01T00:00:02Z'))
  const first = recordsIn(cluster.objects('Secret')).find(({ revision }) => revision === 1)
  if (first === undefined) throw new Error('no first record')
  const back = (runId: string) => {
    const plan = planFromRecord(first, { runId, attempt: 1, at: '2026-01-01T00:00:03Z', version: '1' })
    return runOn(cluster, clock, plan, { goesBackTo: first, historyLimit: 2 })
  }
  return { clock, cluster, first, back }
}

test('the code of a version that was brought back stays as long as it serves, however many runs follow', async () => {
  const { clock, cluster, back } = await wentBack()
  const before = cluster.objects('ConfigMap').map(({ metadata }) => metadata.name)
  for (const runId of ['third', 'fourth', 'fifth']) expect((await back(runId)).end.outcome).toBe('succeeded')
  const [serve] = cluster.objects('Deployment')
  const used = before.filter((name) => JSON.stringify(serve).includes(`"${name}"`))
  expect(used.length).toBeGreaterThan(0)
  expect(cluster.objects('ConfigMap').map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(used))
  const next = withCode('c'.repeat(64), 'sixth', '2026-01-01T00:00:06Z')
  await runOn(cluster, clock, next, { historyLimit: 2, selected: new Set(['train']) })
  expect(cluster.objects('ConfigMap').map(({ metadata }) => metadata.name)).toEqual(expect.arrayContaining(used))
})

test('a version whose code was deleted is not brought back, and nothing is changed', async () => {
  const { cluster, first, back } = await wentBack()
  const [lost] = first.objects.filter(({ ref }) => ref.kind === 'ConfigMap')
  if (lost === undefined) throw new Error('no ConfigMap')
  await cluster.delete(lost.ref)
  const writes = cluster.writes.length
  const error: unknown = await back('third').catch((caught: unknown) => caught)
  expect(error).toMatchObject({ kind: 'user', problems: [{ code: 'run/version-incomplete' }] })
  expect(String(error)).toContain(`its ConfigMap "${lost.ref.name}" was deleted`)
  expect(cluster.writes).toHaveLength(writes)
})
