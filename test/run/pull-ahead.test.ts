import { expect, test } from 'vitest'
import type { Pipeline } from '../../src/model/pipeline.ts'
import type { RunOptions } from '../../src/run/engine.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { localWorld } from './local-world.ts'

const stages = [aBatchStage(), aServiceStage({ image: 'serve:1' })]

async function pulled(pipeline: Partial<Pipeline> = {}, options: Partial<RunOptions> = {}) {
  const world = await localWorld(() => ({ runMs: 5000 }))
  const { end } = await world.run(aPipeline({ stages, ...pipeline }), { options })
  expect(end.outcome).toBe('succeeded')
  expect(world.list('batch/v1', 'Job')).toEqual([])
  await world.stop()
  return world.jobs.map(({ metadata }) => metadata.name).filter((name) => name.includes('-pull-'))
}

test('the image of the next stage is pulled while one runs, by a Job that goes with the run', async () => {
  expect(await pulled()).toEqual([expect.stringMatching(/^serve-pull-/)])
})

test('an image that a stage has had already is not', async () => {
  expect(await pulled({ stages: [aBatchStage(), aServiceStage()] })).toEqual([])
})

test('the pipeline, and where no images are pulled the run, can do without', async () => {
  expect(await pulled({ pullsAhead: false })).toEqual([])
  expect(await pulled({}, { pullsAhead: false })).toEqual([])
})
