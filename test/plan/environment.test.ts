import { expect, test } from 'vitest'
import { bootstrapEnvironment, environmentFor, literalText, pathInSource } from '../../src/plan/environment.ts'
import { aBatchStage, aPipeline, aServiceStage, someFacts } from '../builders-pipeline.ts'

const context = { pipeline: aPipeline({ env: { A: 'pipeline', B: 'pipeline' } }), facts: someFacts() }

test('a stage overrides the pipeline, a secret overrides both, and no name comes twice', () => {
  const stage = aBatchStage({
    env: { B: 'stage', C: 'stage', GIT_COMMIT_HASH: 'mine' },
    secrets: [{ variable: 'C', secret: 's', key: 'C' }],
  })
  expect(environmentFor(context, stage, { X: '1' })).toEqual([
    { name: 'A', value: 'pipeline' },
    { name: 'B', value: 'stage' },
    { name: 'C', valueFrom: { secretKeyRef: { name: 's', key: 'C' } } },
    { name: 'GIT_COMMIT_HASH', value: 'c0ffeec' },
    { name: 'BODYWORK_STAGE', value: 'train' },
    { name: 'X', value: '1' },
  ])
})

test.each([
  ['plain $HOME', 'plain $HOME'],
  ['$(HOME)', '$$(HOME)'],
  ['$$', '$$$$'],
])('%s reaches the program as it is', (text, sent) => {
  expect(literalText(text)).toBe(sent)
})

test('a batch stage is told its limit, a service and a stage without limit are not', () => {
  expect(bootstrapEnvironment(context, aBatchStage())).toMatchObject({ BODYWORK_TIME_LIMIT: '600' })
  for (const stage of [aServiceStage(), aBatchStage({ timeoutSeconds: 0 })])
    expect(bootstrapEnvironment(context, stage)).not.toHaveProperty('BODYWORK_TIME_LIMIT')
})

test('program and requirements are told by their paths in the source', () => {
  const facts = someFacts({ configFolder: 'ml' })
  const stage = aBatchStage({
    program: { kind: 'notebook', path: './n.ipynb', args: [], parameters: { alpha: 0.1 } },
    requirements: { kind: 'file', path: '../req.txt', constraints: 'c.txt' },
  })
  expect(bootstrapEnvironment({ ...context, facts }, stage)).toMatchObject({
    BODYWORK_PROGRAM: '{"kind":"notebook","path":"ml/n.ipynb","args":[],"parameters":{"alpha":0.1}}',
    BODYWORK_REQUIREMENTS_FILE: 'req.txt',
    BODYWORK_CONSTRAINTS_FILE: 'ml/c.txt',
  })
  expect(pathInSource({ ...context, facts }, '/abs.py')).toBe('abs.py')
})
