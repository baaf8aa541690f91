import { expect, test } from 'vitest'
import { objectNameFor, objectNameProblems, stageLabelFor } from '../../src/plan/stage-names.ts'
import { aBatchStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'

const service = aServiceStage({ name: 'score_it' })

test('the name has the project in front before "1.1", and the label is what selectors of that time hold', () => {
  const [old, middle] = [aPipeline({ generation: '1.0', name: 'My-Project' }), aPipeline({ generation: '1.1' })]
  expect([objectNameFor(old, service), stageLabelFor(old, service)]).toEqual(['my-project--score-it', 'score_it'])
  expect([objectNameFor(middle, service), stageLabelFor(middle, service)]).toEqual(['score-it', 'score-it'])
})

test.each([
  [
    'two stages on one name',
    { stages: [aBatchStage({ name: 't_1' }), aBatchStage({ name: 't-1' })] },
    'plan/name-collision',
  ],
  [
    'a name too long once the project is in front',
    { generation: '1.0', name: 'p'.repeat(60), namespace: 'n', stages: [aBatchStage()] },
    'plan/bad-name',
  ],
  ['a service that starts with a digit', { stages: [aServiceStage({ name: '1st' })] }, 'plan/bad-name'],
  ['a namespace with capitals', { namespace: 'Iris' }, 'plan/bad-namespace'],
] as const)('%s is refused', (_, over, code) => {
  const pipeline = aPipeline(over)
  expect(objectNameProblems({ pipeline, facts: someFacts() }).map((problem) => problem.code)).toEqual([code])
})
