import { expect, test } from 'vitest'
import type { Pipeline } from '../../src/model/pipeline.ts'
import type { PlanFacts } from '../../src/plan/plan.ts'
import { stageProblems } from '../../src/plan/stage-checks.ts'
import { aBatchStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'

function check(over: Partial<Pipeline>, facts: Partial<PlanFacts> = {}) {
  const pipeline = aPipeline(over)
  return pipeline.stages.flatMap((stage) => stageProblems({ pipeline, facts: someFacts(facts) }, stage))
}

const at = (line: number) => ({ file: 'bodywork.yaml', line, column: 5 })

test('a module that is not in the commit is named with the one that was meant, at its key', () => {
  const stages = [aBatchStage({ program: { kind: 'python', path: 'train/mian.py', args: [] } })]
  const [problem] = check({ stages, places: { 'stages.train.run': at(7) } })
  expect(problem).toMatchObject({ code: 'plan/module-missing', hint: 'Did you mean "train/main.py"?', place: at(7) })
})

test('a module in another folder is found by its name', () => {
  const stages = [aBatchStage({ program: { kind: 'python', path: 'main.py', args: [] } })]
  const places = { 'stages.train.executable_module_path': at(9) }
  const [problem] = check({ stages, places }, { files: ['src/deep/main.py'] })
  expect(problem).toMatchObject({ hint: 'Did you mean "src/deep/main.py"?', place: at(9) })
})

test('paths are relative to the folder of the configuration file', () => {
  expect(check({ stages: [aBatchStage()] }, { configFolder: 'ml', files: ['ml/train/main.py'] })).toEqual([])
  expect(check({ stages: [aBatchStage()] }, { configFolder: 'ml', files: ['train/main.py'] })).toHaveLength(1)
})

test('files are not looked for when the code is in the image, or nobody knows them', () => {
  expect(check({ stages: [aBatchStage({ source: 'image' })] }, { files: [] })).toEqual([])
  const { bundle: _, ...facts } = someFacts()
  const pipeline = aPipeline({ stages: [aBatchStage()] })
  expect(pipeline.stages.flatMap((stage) => stageProblems({ pipeline, facts }, stage))).toEqual([])
})

test('a requirement that cannot be read is placed at its line of the list', () => {
  const stages = [aBatchStage({ requirements: { kind: 'list', packages: ['pandas', 'pkg = 1.2'] } })]
  const [problem] = check({ stages, places: { 'stages.train.requirements.1': at(12) } })
  expect(problem).toMatchObject({ code: 'plan/bad-requirement', place: at(12) })
  expect(problem?.message).toContain('character 5')
})

test('a requirements file has to be in the commit', () => {
  const stages = [aBatchStage({ requirements: { kind: 'file', path: 'requirement.txt' } })]
  const [problem] = check({ stages }, { files: ['train/main.py', 'requirements.txt'] })
  expect(problem).toMatchObject({ code: 'plan/requirements-missing', hint: 'Did you mean "requirements.txt"?' })
})

test.each([0, -1, 65536, 80.5])('port %d is refused', (port) => {
  const [problem] = check({ stages: [aServiceStage({ port })], places: { 'stages.serve.service.port': at(20) } })
  expect(problem).toMatchObject({ code: 'plan/bad-port', place: at(20) })
})

test('an image of the pipeline is refused where the pipeline names it', () => {
  const [problem] = check({ stages: [aBatchStage({ image: 'a:b:c' })], places: { 'pipeline.docker_image': at(3) } })
  expect(problem).toMatchObject({ code: 'plan/bad-image', place: at(3) })
})

test('a gateway needs a name, and a class that cannot strip prefixes is said', () => {
  const gateway = aServiceStage({ ingress: { annotations: {}, via: 'gateway' } })
  expect(check({ stages: [gateway] }).map(({ code }) => code)).toEqual(['plan/gateway-missing'])
  const traefik = aServiceStage({ ingress: { annotations: {}, via: 'ingress', className: 'traefik' } })
  expect(check({ stages: [traefik] }).map(({ severity, code }) => [severity, code])).toEqual([
    ['warning', 'plan/prefix-kept'],
  ])
})

test('a namespace that enforces the restricted level is noted for stages that did not ask for it', () => {
  const stages = [aBatchStage({ security: 'image' }), aServiceStage()]
  expect(check({ stages }, { enforcesRestricted: true }).map(({ severity, message }) => [severity, message])).toEqual([
    ['note', expect.stringContaining('stage "train" runs without root rights')],
  ])
})
