import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { aBatchStage, aPipeline } from '../builders-pipeline.ts'
import { aPlan, runOn } from './run-on.ts'
import { smallCluster } from './small-cluster.ts'

const pipeline = (cache: { readonly ttlSeconds?: number } = {}) =>
  aPipeline({
    stages: [
      aBatchStage({ name: 'prepare', outputs: ['rows'], cache: { inputs: ['prepare/**'], ...cache } }),
      aBatchStage({
        name: 'train',
        env: { ROWS: '${outputs.prepare.rows}' },
        cache: { inputs: ['train/**'], ...cache },
      }),
    ],
  })

async function runs(
  steps: readonly {
    readonly prepare: string
    readonly train: string
    readonly rows?: string
    readonly waitMs?: number
  }[],
  cache = {},
): Promise<readonly (readonly string[])[]> {
  const clock = virtualClock()
  let rows = '1'
  const cluster = smallCluster(clock, () => ({ message: JSON.stringify({ outputs: { rows } }) }))
  const ran: string[][] = []
  for (const [index, { prepare, train, waitMs = 0, ...step }] of steps.entries()) {
    rows = step.rows ?? rows
    await clock.run(clock.sleep(waitMs + 1))
    const facts = { runId: `run-${index}`, inputHashes: { prepare, train } }
    const { events, end } = await runOn(cluster, clock, aPlan(pipeline(cache), facts))
    expect(end.outcome).toBe('succeeded')
    ran.push(events.flatMap((event) => (event.type === 'stage.started' ? [event.stage] : [])))
  }
  return ran
}

test('a stage with the same inputs is skipped, again and again, and its outputs are given on', async () => {
  const same = { prepare: 'a', train: 'a' }
  expect(await runs([same, same, { ...same, train: 'b' }, same])).toEqual([['prepare', 'train'], [], ['train'], []])
})

test('other outputs of what comes before make another input', async () => {
  expect(
    await runs([
      { prepare: 'a', train: 'a' },
      { prepare: 'b', train: 'a', rows: '2' },
    ]),
  ).toEqual([
    ['prepare', 'train'],
    ['prepare', 'train'],
  ])
  expect(
    await runs([
      { prepare: 'a', train: 'a' },
      { prepare: 'b', train: 'a' },
    ]),
  ).toEqual([['prepare', 'train'], ['prepare']])
})

test('a result is only good for its time', async () => {
  const same = { prepare: 'a', train: 'a' }
  expect(await runs([same, { ...same, waitMs: 30_000 }, { ...same, waitMs: 40_000 }], { ttlSeconds: 60 })).toEqual([
    ['prepare', 'train'],
    [],
    ['prepare', 'train'],
  ])
})
