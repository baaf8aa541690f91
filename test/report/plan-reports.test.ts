import { expect, test } from 'vitest'
import type { Plan } from '../../src/plan/plan.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { planAsMarkdown } from '../../src/report/plan-markdown.ts'
import { planAsText } from '../../src/report/plan-text.ts'
import { aBatchStage, aHelmStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'

const gpu = { count: 1, resource: 'nvidia.com/gpu' }

function aPlan(): Plan {
  const stages = [
    aBatchStage({ resources: { cpu: '2', memory: '4Gi', gpu, limits: {} }, retries: 2 }),
    aBatchStage({
      name: 'features',
      program: { kind: 'command', command: ['make', 'it'], args: [] },
      timeoutSeconds: 0,
    }),
    aServiceStage({ autoscale: { min: 2, max: 5 }, secrets: [{ variable: 'T', secret: 'api', key: 'T' }] }),
    aHelmStage(),
    aBatchStage({ name: 'mail', source: 'image', program: { kind: 'image', args: [] } }),
  ]
  const steps = [['train', 'features'], ['serve'], ['chart']]
  const plan = planFor(
    aPipeline({ stages, steps, onFailure: 'mail', secretsGroup: 'prod' }),
    someFacts({ programs: { 'bootstrap.py': '' } }),
  )
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems))
  return plan.value
}

test('a plan in a terminal is as it was', async () => {
  await expect(planAsText(aPlan())).toMatchFileSnapshot('../golden/plan-report/plan.txt')
})

test('a plan in a comment is as it was', async () => {
  await expect(planAsMarkdown(aPlan())).toMatchFileSnapshot('../golden/plan-report/plan.md')
})

test('names of the user do not end the table, the graph or the line', () => {
  const plan = aPlan()
  const hostile = { ...plan, pipeline: { ...plan.pipeline, name: 'a|b\n::error::x<img>' } }
  expect(planAsMarkdown(hostile)).toContain('### Plan: a\\|b ::error::x&lt;img&gt;\n')
  expect(planAsText(hostile)).not.toMatch(/^::error/m)
})
