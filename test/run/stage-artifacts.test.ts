import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import type { BatchStage } from '../../src/model/pipeline.ts'
import { planFromRecord } from '../../src/run/plan-from-record.ts'
import { type RunRecord, recordsIn } from '../../src/run/record.ts'
import { aBatchStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'
import { aPlan, runOn } from './run-on.ts'
import { type Script, smallCluster } from './small-cluster.ts'

const pipeline = (over: Partial<BatchStage> = {}) =>
  aPipeline({
    stages: [
      aBatchStage({ artifacts: { paths: ['model/'] }, ...over }),
      aBatchStage({ name: 'check' }),
      aServiceStage(),
    ],
  })

/** What a pod prints and leaves that hands this over. */
function handingOver(text: string): Script {
  const archive = Buffer.from(text)
  const sha256 = createHash('sha256').update(archive).digest('hex')
  return {
    lines: ['trained', `bodywork-kept artifacts 1/1 ${sha256} ${archive.toString('base64')}`],
    message: JSON.stringify({ outputs: { artifacts: `packed:${sha256}:${archive.length}` } }),
  }
}

function world(first: Script = handingOver('model 1')) {
  const clock = virtualClock()
  let train = first
  let failing = ''
  const cluster = smallCluster(clock, (stage) => (stage === 'train' ? train : stage === failing ? { exitCode: 1 } : {}))
  let runs = 0
  return {
    cluster,
    fails: (stage: string) => {
      failing = stage
    },
    trains: (script: Script) => {
      train = script
    },
    run: (over: Partial<BatchStage> = {}, options = {}) =>
      runOn(cluster, clock, aPlan(pipeline(over), { runId: `run-${++runs}` }), options),
    goBack: async (record: RunRecord | undefined) => {
      if (record === undefined) throw new Error('no such record')
      const { runId, attempt, at, version } = someFacts({ runId: 'back' })
      const plan = planFromRecord(record, { runId, attempt, at, version })
      return runOn(cluster, clock, plan, { goesBackTo: record })
    },
    maps: () =>
      cluster
        .objects('ConfigMap')
        .map(({ metadata }) => metadata.name)
        .filter((name) => name.includes('artifact')),
    serves: () => JSON.stringify(cluster.objects('Deployment')[0]?.['spec']),
  }
}

test('what a stage keeps is in the pods of all stages after it, and in no log', async () => {
  const { cluster, run, maps, serves } = world()
  const { end, events } = await run()
  expect(end.outcome).toBe('succeeded')
  expect(events.flatMap((event) => (event.type === 'stage.log' ? [event.line] : []))).toEqual(['trained'])
  expect(maps()).toHaveLength(1)
  for (const spec of [cluster.sent('check'), serves()]) {
    expect(spec).toContain(maps()[0])
    expect(spec).toContain('\\"stage\\":\\"train\\"')
  }
})

test('artifacts that are lost on the way fail the stage', async () => {
  const { end } = await world({ ...handingOver('model'), lines: ['trained'] }).run()
  expect(end).toMatchObject({ outcome: 'failed', failedStage: 'train', failure: { cause: 'artifact-lost' } })
})

test('a stage that tells of nothing fails as well', async () => {
  const { end } = await world({}).run()
  expect(end.failure?.message).toBe('the artifacts of stage "train" were lost: it did not tell what it kept')
})

test('a stage that does not run now gives what it kept before, for as long as that is deployed', async () => {
  const { run, maps, serves } = world()
  await run()
  const [first = ''] = maps()
  for (let index = 0; index < 3; index++) await run({ condition: 'false' }, { historyLimit: 2 })
  expect(serves()).toContain(first)
  expect(maps()).toEqual([first])
})

test('what no version that can be gone back to needs is removed', async () => {
  const { run, maps, trains } = world()
  for (const text of ['model 1', 'model 2', 'model 3']) {
    trains(handingOver(text))
    await run({}, { historyLimit: 2 })
  }
  expect(maps()).toHaveLength(2)
})

test('a run that fails later leaves them for the one that resumes it', async () => {
  const { cluster, run, maps, fails } = world()
  fails('check')
  expect((await run()).end).toMatchObject({ outcome: 'failed', failedStage: 'check' })
  expect(maps()).toHaveLength(1)
  fails('')
  const { told, end } = await run({}, { resume: true })
  expect(end.outcome).toBe('succeeded')
  expect(told).not.toContain('stage.started train')
  expect(cluster.sent('check')).toContain(maps()[0])
})

test('a version that is brought back has its own, and so have the runs after it', async () => {
  const { cluster, run, goBack, maps, trains, serves } = world()
  await run()
  const [first = ''] = maps()
  trains(handingOver('model 2'))
  await run()
  expect(serves()).not.toContain(first)
  await goBack(recordsIn(cluster.objects('Secret')).find(({ revision }) => revision === 1))
  expect(serves()).toContain(first)
  await run({ condition: 'false' })
  expect(serves()).toContain(first)
})

test('what is in a claim goes through no API', async () => {
  const message = JSON.stringify({ outputs: { artifacts: `claim:${'ab'.repeat(32)}:5` } })
  const { run, maps, serves } = world({ message })
  const { end } = await run({ artifacts: { paths: ['model/'], claim: 'models' } })
  expect(end.outcome).toBe('succeeded')
  expect(maps()).toEqual([])
  expect(serves()).toContain('"claimName":"models"')
  expect(serves()).toContain(`bodywork/iris/train/${'ab'.repeat(32)}`)
})
