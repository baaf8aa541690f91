import { expect, test } from 'vitest'
import { isLabel } from '../../src/model/names.ts'
import { jobNameFor } from '../../src/plan/job.ts'
import { aBatchStage, aPipeline, someFacts } from '../builders-pipeline.ts'

const pipeline = aPipeline()
const nameFor = (facts: object, number = 1, variant?: string, name = 'train') =>
  jobNameFor({ pipeline, facts: someFacts(facts) }, aBatchStage({ name }), { number, ...(variant && { variant }) })

test('the name is the same for the same stage, run and attempt, and differs otherwise', () => {
  const names = [
    nameFor({}),
    nameFor({ runId: 'other' }),
    nameFor({ attempt: 2 }),
    nameFor({}, 2),
    nameFor({}, 1, 'm0'),
  ]
  expect(new Set(names).size).toBe(5)
  expect(nameFor({})).toBe(names[0])
})

test('a long stage name is shortened to what a label holds, and two long ones stay apart', () => {
  const [one, two] = ['a', 'b'].map((end) => nameFor({}, 12, 'm3', `${'long-'.repeat(12)}${end}`))
  expect(isLabel(one ?? '') && isLabel(two ?? '')).toBe(true)
  expect(one).not.toBe(two)
})
