import { expect, test } from 'vitest'
import type { ContainerBehaviour } from '../../src/local/node/simulated/behaviour.ts'
import type { Json } from '../../src/model/pipeline.ts'
import { field } from '../../src/plan/objects.ts'
import { aBatchStage, aManifestStage, aPipeline } from '../builders-pipeline.ts'
import { localWorld } from './local-world.ts'

/** A cluster whose pods do what is said for their stage and their place in a matrix. */
const here = (behaves: (stage: string, index: number) => ContainerBehaviour) =>
  localWorld((stage, { metadata }) =>
    behaves(stage, Number(metadata.annotations?.['batch.kubernetes.io/job-completion-index'] ?? -1)),
  )

const numbers = (count: number): readonly Json[] => Array.from({ length: count }, (_, index) => index)
const matrix = (count: number, failFast = true) => ({
  values: { n: numbers(count) },
  include: [],
  exclude: [],
  failFast,
})

test('a matrix of 50 is one indexed Job; the first failure ends it, with its values', async () => {
  const world = await here((_, index) => (index === 7 ? { exitCode: 3, runMs: 2000 } : { runMs: 600_000 }))
  const { end, finished } = await world.run(aPipeline({ stages: [aBatchStage({ matrix: matrix(50) })] }))
  expect(end.outcome).toBe('failed')
  expect(world.jobs).toHaveLength(1)
  expect(world.jobs[0]?.['spec']).toMatchObject({ completionMode: 'Indexed', completions: 50 })
  expect(finished['train']?.failure?.message).toMatch(/^with n=7: .*exit code 3/)
  expect(finished['train']?.timings.totalMs).toBeLessThan(30_000)
  await world.stop()
})

test('pods of a matrix that wait for room while others run are no failure', async () => {
  const world = await here(() => ({ runMs: 400_000 }))
  const resources = { cpu: '3', memory: '100Mi', limits: {} }
  const { end } = await world.run(
    aPipeline({ stages: [aBatchStage({ resources, matrix: matrix(6), timeoutSeconds: 600 })] }),
  )
  expect(end.outcome).toBe('succeeded')
  await world.stop()
})

test('without fail_fast all others come to their end', async () => {
  const ended: number[] = []
  const world = await here((_, index) => {
    ended.push(index)
    return { runMs: 1000 * (index + 1), exitCode: index === 0 ? 1 : 0 }
  })
  const { end, finished } = await world.run(aPipeline({ stages: [aBatchStage({ matrix: matrix(4, false) })] }))
  expect(end.outcome).toBe('failed')
  expect(finished['train']?.timings.totalMs).toBeGreaterThan(4000)
  expect([...new Set(ended)].sort()).toEqual([0, 1, 2, 3])
  await world.stop()
})

test('a matrix takes its list from an output, and gives its outputs as lists', async () => {
  const world = await here((stage, index) => ({
    terminationMessage: JSON.stringify({ outputs: stage === 'list' ? { ns: '[4, 5, 6]' } : { score: `0.${index}` } }),
  }))
  const dynamic = { values: { fromOutput: 'outputs.list.ns' }, include: [], exclude: [], failFast: true }
  const { finished } = await world.run(
    aPipeline({
      stages: [aBatchStage({ name: 'list' }), aBatchStage({ matrix: dynamic, gate: 'contains(outputs.score, 2)' })],
    }),
  )
  expect(field(world.jobs[1], 'spec', 'completions')).toBe(3)
  expect(finished['train']).toMatchObject({ outcome: 'succeeded', outputs: { score: '[0,0.1,0.2]' } })
  await world.stop()
})

test('manifests are applied with outputs, and are as before when a later stage fails', async () => {
  let isBad = false
  const world = await here((stage) => ({
    exitCode: stage === 'last' && isBad ? 1 : 0,
    terminationMessage: JSON.stringify({ outputs: { n: isBad ? '3' : '2' } }),
  }))
  const stages = [aBatchStage({ outputs: ['n'] }), aManifestStage(), aBatchStage({ name: 'last' })]
  const template = { metadata: { labels: { app: 'w' } }, spec: { containers: [{ name: 'w', image: 'w:1' }] } }
  const manifests = (word: string) => ({
    extras: [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { n: '${outputs.train.n}', word } },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'w' },
        spec: { replicas: '${=outputs.train.n}', selector: { matchLabels: { app: 'w' } }, template },
      },
    ],
  })
  expect((await world.run(aPipeline({ stages }), { facts: { manifests: manifests('old') } })).end.outcome).toBe(
    'succeeded',
  )
  const state = () => [
    field(
      world.list('v1', 'ConfigMap').find(({ metadata }) => metadata.name === 'c'),
      'data',
    ),
    field(world.list('apps/v1', 'Deployment')[0], 'spec', 'replicas'),
  ]
  expect(state()).toEqual([{ n: '2', word: 'old' }, 2])
  isBad = true
  const { end } = await world.run(aPipeline({ stages }), {
    facts: { manifests: manifests('new'), runId: 'run-2' },
  })
  expect(end).toMatchObject({ outcome: 'failed', failedStage: 'last', rollback: 'restored' })
  expect(state()).toEqual([{ n: '2', word: 'old' }, 2])
  isBad = false
  const gone = await world.run(aPipeline({ stages: [aBatchStage({ outputs: ['n'] })] }), { facts: { runId: 'run-3' } })
  expect(gone.end.outcome).toBe('succeeded')
  expect(world.list('apps/v1', 'Deployment')).toEqual([])
  await world.stop()
})
