import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import type { Pipeline } from '../../src/model/pipeline.ts'
import { ProblemError } from '../../src/model/problem.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import type { RunEvent } from '../../src/run/events.ts'
import { execute } from '../../src/run/execute.ts'
import { finishRun } from '../../src/run/finish.ts'
import { planFromRecord } from '../../src/run/plan-from-record.ts'
import { previewPlan } from '../../src/run/preview.ts'
import { recordsIn } from '../../src/run/record.ts'
import { aBatchStage, aHelmStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { aPlan } from './run-on.ts'
import { smallCluster } from './small-cluster.ts'
import { smallJudge } from './small-judge.ts'
import { type Outcome, type SmallReleases, smallReleases } from './small-releases.ts'

const at = { namespace: 'iris', name: 'model' }
const deployment: KubeObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'model' },
  spec: { selector: { matchLabels: { app: 'model' } } },
}
const podOf = (version: string, app: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `${app}-${version}`, namespace: 'iris', labels: { app } },
  spec: {},
  status: { phase: 'Running', containerStatuses: [{ name: 'serve', restartCount: 0, state: { running: {} } }] },
})
const chartOf = (version: string) => ({ chart: 'chart', files: [], values: [], set: { version } })
const helmStage = aHelmStage({ byHelm: true })

/** A cluster with helm at its side, and the runs on it. */
function world(outcome: (version: string) => Outcome = () => 'fine') {
  const clock = virtualClock()
  const cluster = smallCluster(clock, (_, object) => ({
    isBroken: JSON.stringify(object).includes('broken'),
    lines: [`${object.metadata.name} speaks`],
  }))
  const versionOf = ({ set }: { readonly set: object }) => String(Reflect.get(set, 'version'))
  const releases = smallReleases({
    outcome: (chart) => outcome(versionOf(chart)),
    installing: (chart) => {
      const metadata = {
        name: 'model',
        namespace: 'iris',
        annotations: { 'meta.helm.sh/release-name': 'model', 'meta.helm.sh/release-namespace': 'iris' },
      }
      cluster.put({ ...deployment, metadata, spec: { ...Object(deployment['spec']), version: versionOf(chart) } })
      cluster.put(podOf(versionOf(chart), 'model'))
      cluster.put(podOf(versionOf(chart), 'other'))
    },
  })
  const events: RunEvent[] = []
  const emit = (event: RunEvent): void => void events.push(event)
  const ports = { cluster, releases, clock, emit }
  const planOf = (version: string, over: Partial<Pipeline> = {}) =>
    aPlan(aPipeline({ stages: [helmStage], ...over }), {
      runId: `run-${version}`,
      at: '2026-01-01T00:00:00Z',
      manifests: { chart: [deployment] },
      charts: { chart: chartOf(version) },
    })
  const run = (plan: ReturnType<typeof planOf>, signal = new AbortController().signal, over: object = {}) =>
    clock.run(execute({ plan, ports: { ...ports, ...over }, judge: smallJudge, signal }))
  const refused = (plan: ReturnType<typeof planOf>, over: object = {}) =>
    run(plan, undefined, over).then(
      () => [],
      (error: unknown) => (error instanceof ProblemError ? error.problems.map(({ code }) => code) : [String(error)]),
    )
  const records = () => recordsIn(cluster.objects('Secret'))
  return { clock, cluster, releases, events, ports, planOf, run, refused, records }
}

const last = async (releases: SmallReleases) => (await releases.history(at)).at(-1)

test('helm installs, its words are the log of the stage, and the record knows its revision', async () => {
  const { run, planOf, releases, records, events, cluster } = world()
  await run(planOf('1'))
  expect(await run(planOf('2'))).toMatchObject({ outcome: 'succeeded' })
  expect(releases.done).toEqual(['install model {"version":"1"}', 'install model {"version":"2"}'])
  expect(cluster.writes.filter((write) => write.includes('Deployment'))).toEqual([])
  expect(records()[0]).toMatchObject({ objects: [], releases: [{ stage: 'chart', before: 1, after: 2 }] })
  expect(records()[1]?.releases?.[0]).not.toHaveProperty('before')
  expect(events).toContainEqual(expect.objectContaining({ type: 'stage.log', stage: 'chart', line: 'Happy Helming!' }))
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'object.applied',
      change: 'created',
      object: expect.objectContaining({ kind: 'Release' }),
    }),
  )
})

test('pods that helm brings are heard, and nobody else', async () => {
  const { run, planOf, events } = world()
  await run(planOf('1'))
  expect(await run(planOf('2'))).toMatchObject({ outcome: 'succeeded' })
  const lines = events.flatMap((event) => (event.type === 'stage.log' && event.pod !== 'helm' ? [event.line] : []))
  expect(lines).toEqual(['model-1 speaks', 'model-2 speaks'])
})

test('what helm says is the cause, and the revision before is brought back by it', async () => {
  const { run, planOf, releases, events, records } = world((version) =>
    version === '2' ? { fails: 'UPGRADE FAILED: no' } : 'fine',
  )
  await run(planOf('1'))
  const end = await run(planOf('2'))
  expect(end).toMatchObject({
    outcome: 'failed',
    rollback: 'restored',
    failure: { cause: 'helm', message: 'helm could not deploy the release "model": UPGRADE FAILED: no' },
  })
  expect(await last(releases)).toMatchObject({ status: 'deployed', description: 'Rollback to 1' })
  expect(events.find(({ type }) => type === 'rollback.finished')).toMatchObject({
    verified: true,
    items: [{ action: 'restored', object: { kind: 'Release', name: 'model' } }],
  })
  expect(records()[0]?.status).toBe('rolled-back')
})

test('pods that cannot run end the waiting of helm, with their own cause', async () => {
  const { run, planOf, releases } = world((version) => (version === 'broken' ? 'hang' : 'fine'))
  await run(planOf('1'))
  const end = await run(planOf('broken'))
  expect(end).toMatchObject({ failure: { cause: 'crash-loop' }, rollback: 'restored' })
  expect(await last(releases)).toMatchObject({ description: 'Rollback to 1' })
})

test('what helm takes for ready is still judged by our own rules', async () => {
  const { run, planOf, releases } = world()
  expect(await run(planOf('broken'))).toMatchObject({ failure: { cause: 'crash-loop' }, rollback: 'restored' })
  expect(releases.done.at(-1)).toBe('uninstall model')
})

test('a later stage that fails takes the release back with it', async () => {
  const { run, planOf, releases } = world()
  const after = aBatchStage({ name: 'check', needs: ['chart'] })
  const failing = aServiceStage({ name: 'serve', needs: ['chart'], env: { a: 'broken' } })
  expect(await run(planOf('1', { stages: [helmStage, failing] }))).toMatchObject({
    failedStage: 'serve',
    rollback: 'restored',
  })
  expect(releases.done.at(-1)).toBe('uninstall model')
  expect(await run(planOf('2', { stages: [helmStage, after] }))).toMatchObject({ outcome: 'succeeded' })
})

test('a cancelled run stops helm, and the next one heals what it left pending', async () => {
  const { run, planOf, releases, clock } = world((version) => (version === '2' ? 'hang' : 'fine'))
  await run(planOf('1'))
  const cancel = new AbortController()
  clock.after(1000, () => cancel.abort())
  expect(await run(planOf('2'), cancel.signal)).toMatchObject({ outcome: 'cancelled', rollback: 'deferred' })
  expect((await last(releases))?.status).toBe('pending-upgrade')
  expect(await run(planOf('3'))).toMatchObject({ outcome: 'succeeded' })
  expect(releases.done.slice(2)).toEqual(['roll back model to 1', 'install model {"version":"3"}'])
})

test('what a killed run left is brought back by finish, once', async () => {
  const { run, planOf, releases, cluster, clock, ports } = world((version) => (version === '2' ? 'hang' : 'fine'))
  await run(planOf('1'))
  execute({ plan: planOf('2'), ports, judge: smallJudge, signal: new AbortController().signal }).catch(() => undefined)
  await clock.advance(500)
  cluster.killAfter(-1)
  await clock.advance(120_000)
  cluster.revive()
  const finish = () =>
    clock.run(
      finishRun({
        namespace: 'iris',
        pipeline: 'iris',
        holder: 'finish',
        ports,
        judge: smallJudge,
        force: false,
        waitLockMs: 600_000,
        signal: new AbortController().signal,
      }),
    )
  expect(await finish()).toMatchObject({ outcome: 'restored' })
  expect(await last(releases)).toMatchObject({ status: 'deployed', description: 'Rollback to 1' })
  expect(await finish()).toBeUndefined()
})

test('a stage that leaves the file is uninstalled after the success, once, and only when it is still ours', async () => {
  const { run, planOf, releases, cluster, records } = world()
  await run(planOf('1'))
  const without = planOf('2', { stages: [aBatchStage()] })
  expect((await previewPlan(without, cluster)).pruned).toMatchObject([{ kind: 'Release', name: 'model' }])
  await run(without)
  expect(releases.done.at(-1)).toBe('uninstall model')
  expect(records()[0]?.uninstalled).toEqual(['iris/model'])
  releases.put(at, { revision: 1, status: 'deployed', description: 'Install complete' })
  await run(planOf('3', { stages: [aBatchStage()] }))
  expect(releases.done.filter((what) => what.startsWith('uninstall'))).toHaveLength(1)
})

test('going back to a version has helm go back to its revision', async () => {
  const { run, planOf, releases, records, refused } = world()
  await run(planOf('1'))
  await run(planOf('2'))
  const target = records()[1]
  if (target === undefined) throw new Error('no record')
  const facts = { runId: 'back', attempt: 1, at: '2026-01-02T00:00:00Z', version: '2.0.0' }
  expect(await run(planFromRecord(target, facts))).toMatchObject({ outcome: 'succeeded' })
  expect(releases.done.at(-1)).toBe('roll back model to 1')
  releases.put(at, { revision: 9, status: 'deployed', description: 'x' })
  expect(await refused(planFromRecord(target, { ...facts, runId: 'again' }))).toEqual(['helm/revision-gone'])
})

test('nothing is touched where helm would refuse, or an object has two owners', async () => {
  const { refused, planOf, releases, cluster, run } = world()
  expect(await refused(planOf('1'), { releases: undefined })).toEqual(['helm/no-server'])
  const old = { severity: 'error', code: 'helm/version', message: 'old' }
  expect(await refused(planOf('1'), { releases: { ...releases, unusable: async () => old } })).toEqual(['helm/version'])
  releases.put(at, { revision: 3, status: 'pending-install', description: 'Initial install underway' })
  expect(await refused(planOf('1'))).toEqual(['helm/pending'])
  releases.put(at)
  cluster.put({
    ...deployment,
    metadata: { name: 'model', namespace: 'iris', labels: { 'bodywork.dev/pipeline': 'iris' } },
  })
  expect(await refused(planOf('1'))).toEqual(['helm/not-its-own'])
  expect(releases.done).toEqual([])
  await cluster.delete({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'iris', name: 'model' })
  await run(planOf('1'))
  expect(await refused(planOf('2', { stages: [aHelmStage()] }))).toEqual(['helm/of-a-release'])
})

test('a release that was installed with helm before is taken over, and goes back to what it was', async () => {
  const { run, planOf, releases, records, cluster } = world((version) => (version === '2' ? { fails: 'no' } : 'fine'))
  releases.put(at, { revision: 4, status: 'deployed', description: 'Install complete' })
  const annotations = { 'meta.helm.sh/release-name': 'model', 'meta.helm.sh/release-namespace': 'iris' }
  cluster.put({ ...deployment, metadata: { name: 'model', namespace: 'iris', annotations } })
  expect(await run(planOf('2'))).toMatchObject({ outcome: 'failed', rollback: 'restored' })
  expect(records()[0]?.releases).toMatchObject([{ before: 4 }])
  expect(await last(releases)).toMatchObject({ description: 'Rollback to 4' })
})
