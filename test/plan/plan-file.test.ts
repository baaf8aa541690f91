import { expect, test } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { planText, readPlan } from '../../src/plan/plan-file.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { aPipeline, someFacts } from '../builders-pipeline.ts'

const facts = someFacts({ programs: { 'bootstrap.py': '' } })

function aPlan(): Plan {
  const result = planFor(aPipeline(), facts)
  if (!result.ok) throw new Error('no plan')
  return result.value
}

test('a saved plan comes back as it was', () => {
  const read = readPlan(planText({ plan: aPlan() }), 'plan.json', { version: facts.version, commit: facts.commit })
  expect(read.ok && read.value).toEqual({ plan: JSON.parse(JSON.stringify(aPlan())) })
})

test('what the cluster held comes back with it', () => {
  const seen = [{ apiVersion: 'v1', kind: 'Service', namespace: 'n', name: 'serve', hash: 'abc' }]
  const read = readPlan(planText({ plan: aPlan(), seen }), 'plan.json', { version: facts.version })
  expect(read.ok && read.value.seen).toEqual(seen)
})

test.each([
  ['another version', planText({ plan: aPlan() }), { version: '9.9.9' }, 'plan/plan-version'],
  ['another commit', planText({ plan: aPlan() }), { version: facts.version, commit: 'abc' }, 'plan/plan-commit'],
  [
    'a changed file',
    planText({ plan: aPlan() }).replace('"replicas":1', '"replicas":9'),
    { version: facts.version },
    'plan/plan-damaged',
  ],
  ['a cut file', planText({ plan: aPlan() }).slice(0, 500), { version: facts.version }, 'plan/not-a-plan'],
  ['something else', '{"a":1}', { version: facts.version }, 'plan/not-a-plan'],
])('%s is refused with its place', (_, text, expected, code) => {
  const problem = readPlan(text, 'plan.json', expected).problems[0]
  expect(problem?.code).toBe(code)
  expect(problem?.place?.file).toBe('plan.json')
})
