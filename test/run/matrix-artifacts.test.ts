import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { KeptArchive } from '../../src/run/kept-archives.ts'
import { aBatchStage, aPipeline } from '../builders-pipeline.ts'
import { envIn, localWorld } from './local-world.ts'

const matrix = { values: { n: [0, 1, 2] }, include: [], exclude: [], failFast: true }
const stages = [aBatchStage({ matrix, artifacts: { paths: ['model/'] } }), aBatchStage({ name: 'check' })]

/** A cluster whose pods hand over what is said for their place in the matrix, and tell so many bytes of it. */
const here = (textOf: (index: number) => string, bytes?: number) =>
  localWorld((stage, { metadata }) => {
    if (stage !== 'train') return {}
    const archive = Buffer.from(textOf(Number(metadata.annotations?.['batch.kubernetes.io/job-completion-index'])))
    const sha256 = createHash('sha256').update(archive).digest('hex')
    const outputs = { artifacts: `packed:${sha256}:${bytes ?? archive.length}` }
    return {
      logs: [`bodywork-kept artifacts 1/1 ${sha256} ${archive.toString('base64')}`],
      terminationMessage: JSON.stringify({ outputs }),
    }
  })

test('each combination keeps its own, and later stages find them by its number', async () => {
  const world = await here((index) => (index === 0 ? 'model 0' : 'the same'))
  const kept: KeptArchive[] = []
  const { end } = await world.run(aPipeline({ stages }), { options: { onKept: (one) => kept.push(one) } })
  expect(end.outcome).toBe('succeeded')
  const check = world.jobs[1]
  const given = JSON.parse(String(envIn(check, 'BODYWORK_GIVEN')))
  expect(given).toMatchObject([{ stage: 'train', elements: [{ pieces: 1 }, { pieces: 1 }, { pieces: 1 }] }])
  const paths = [...JSON.stringify(check).matchAll(/"path":"(\d\/\d\/piece)"/g)].map(([, path]) => path)
  expect(paths).toEqual(['0/0/piece', '1/0/piece', '2/0/piece'])
  expect(kept.map(({ element }) => element).sort()).toEqual([0, 1, 2])
  const maps = world.list('v1', 'ConfigMap').filter(({ metadata }) => metadata.name.includes('artifact'))
  expect(maps).toHaveLength(2)
  await world.stop()
})

test('what is too large for the API together fails the stage, though each alone is not', async () => {
  const world = await here((index) => `model ${index}`, 1_500_000)
  const { end } = await world.run(aPipeline({ stages }))
  expect(end).toMatchObject({ outcome: 'failed', failure: { cause: 'artifact-too-large' } })
  expect(end.failure?.message).toContain('are 4.3 MiB together; 4 MiB, packed, go through the API')
  await world.stop()
})
