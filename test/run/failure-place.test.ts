import { expect, test } from 'vitest'
import { failurePlace } from '../../src/run/failure-place.ts'
import { aBatchStage } from '../builders-pipeline.ts'

const at = (line: number) => ({ file: 'bodywork.yaml', line, column: 1 })
const stage = aBatchStage({ name: 'train', place: at(9) })
const places = { 'pipeline.image': at(3), 'stages.train': at(9), 'stages.train.resources': at(11) }

test.each([
  ['image-not-found', 3, 'the image of the pipeline, when the stage has none of its own'],
  ['oom', 11, 'the nearest key the file has'],
  ['deadline', 9, 'the stage, when it says nothing of that kind'],
  ['evicted', 9, 'the stage, when nothing in the file is to blame'],
])('%s is shown at line %i: %s', (cause, line) => {
  expect(failurePlace({ places }, stage, cause)).toEqual(at(line))
})

test("a stage's own image comes before that of the pipeline", () => {
  const own = { ...places, 'stages.train.image': at(10) }
  expect(failurePlace({ places: own }, stage, 'image-auth')).toEqual(at(10))
})
