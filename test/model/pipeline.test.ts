import { expect, test } from 'vitest'
import { activeStages, isPodStage, type Pipeline, stageNamed } from '../../src/model/pipeline.ts'

const stage = (name: string, kind: 'batch' | 'manifests') => ({ name, kind })
const pipeline = {
  steps: [['a'], ['b', 'a']],
  onFailure: 'c',
  stages: [stage('d', 'batch'), stage('c', 'batch'), stage('b', 'manifests'), stage('a', 'batch')],
} as unknown as Pipeline

test('active stages are those of the steps, each once, then the hooks', () => {
  expect(activeStages(pipeline).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
})

test('stages are found by name and told apart by having a pod', () => {
  const found = stageNamed(pipeline, 'b')
  expect(found?.kind).toBe('manifests')
  expect(found !== undefined && isPodStage(found)).toBe(false)
  expect(stageNamed(pipeline, 'x')).toBeUndefined()
})
