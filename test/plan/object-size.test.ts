import { expect, test } from 'vitest'
import { sizeProblems } from '../../src/plan/object-size.ts'
import { aBatchStage, aPipeline, someFacts } from '../builders-pipeline.ts'

test('an object that etcd could not store is refused', () => {
  const object = (text: string) => ({ apiVersion: 'v1', kind: 'Job', metadata: { name: 'a' }, text })
  const problems = (text: string) =>
    sizeProblems({ pipeline: aPipeline(), facts: someFacts() }, aBatchStage(), [object(text)]).map(({ code }) => code)
  expect(problems('x'.repeat(1_500_000))).toEqual(['plan/object-too-large'])
  expect(problems('x')).toEqual([])
})
