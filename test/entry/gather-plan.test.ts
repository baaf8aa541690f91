import { expect, test } from 'vitest'
import { gatherPlan, type PlanRequest } from '../../src/entry/gather-plan.ts'
import { aBatchStage, aPipeline } from '../builders-pipeline.ts'
import { aPipelineRepository, planningPorts } from '../builders-planning.ts'
import { aFolder, gitIn } from '../builders-repository.ts'

const request = (cwd: string, over: Partial<PlanRequest> = {}): PlanRequest => ({
  file: 'bodywork.yaml',
  cwd,
  env: {},
  strict: false,
  worktree: false,
  ...over,
})

test('the plan is made of the commit and nothing else: the same bytes from another place', async () => {
  const root = aPipelineRepository()
  const clone = `${aFolder({})}/clone`
  gitIn(root, 'clone', '-q', root, clone)
  gitIn(clone, 'remote', 'remove', 'origin')
  const plans = await Promise.all([root, clone].map((cwd) => gatherPlan(request(cwd), planningPorts())))
  const [one, two] = plans.map((plan) => JSON.stringify(plan))
  expect(two).toBe(one)
  expect(plans[0]?.ok && plans[0].value.facts.at).toBe('2026-01-02T03:04:05.000Z')
})

test('a run gives its own id and time', async () => {
  const facts = { runId: 'r1', at: '2027-01-01T00:00:00Z' }
  const plan = await gatherPlan(request(aPipelineRepository(), { facts }), planningPorts())
  expect(plan.ok && plan.value.facts).toMatchObject(facts)
})

test('the bundle is made only when a stage is sent by it', async () => {
  const pipeline = aPipeline({ stages: [aBatchStage({ source: 'image' })] })
  const plan = await gatherPlan(request(aPipelineRepository()), planningPorts({ pipeline }))
  expect(plan.ok && plan.value.facts.bundle).toBe(undefined)
})

test('a faulty line of a requirements file is found, at its place', async () => {
  const pipeline = aPipeline({ stages: [aBatchStage({ requirements: { kind: 'file', path: 'requirements.txt' } })] })
  const root = aPipelineRepository({
    'ml/bodywork.yaml': '',
    'ml/requirements.txt': 'six\npkg = 1\n',
    'ml/train/main.py': '',
  })
  const plan = await gatherPlan(request(root, { file: 'ml/bodywork.yaml' }), planningPorts({ pipeline }))
  expect(plan.ok).toBe(false)
  expect(plan.problems.map(({ place }) => place)).toEqual([{ file: 'ml/requirements.txt', line: 2, column: 5 }])
})
