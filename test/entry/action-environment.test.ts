import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/entry/load-config.ts'
import { aPipeline } from '../builders-pipeline.ts'
import { aRepository } from '../builders-repository.ts'
import { step } from './action-door.ts'
import { githubServer } from './github-server.ts'
import { smallWiring } from './wiring.ts'

const config = `version: "2.0"
pipeline: {name: iris, namespace: ml, image: "python:3.12-slim"}
stages:
  serve: {run: serve.py, service: {port: 8000}}
environments:
  staging:
    pipeline: {namespace: ml-staging}
    stages: {serve: {service: {replicas: 3}}}
`
const cwd = aRepository({ 'models/bodywork.yaml': config, 'models/serve.py': 'print(1)\n' })
const wiring = () => ({ ...smallWiring(() => aPipeline()), loadPipeline: loadConfig })
const inputs = { config: 'models/bodywork.yaml', 'config-environment': 'staging' }

test('an environment of the configuration is deployed, and going back goes back there', async () => {
  const at = wiring()
  for (const GITHUB_RUN_ID of ['1', '2']) {
    const { code, log } = await step(at, { cwd, inputs, env: { GITHUB_RUN_ID } })
    expect(code, log).toBe(0)
  }
  expect(at.cluster.objects('Deployment')).toMatchObject([
    { metadata: { namespace: 'ml-staging' }, spec: { replicas: 3 } },
  ])
  const back = await step(at, { cwd, inputs: { ...inputs, command: 'rollback' } })
  expect(back.code, back.log).toBe(0)
  expect(back.outputs).toMatchObject({ 'rolled-back': 'true' })
})

test.each(['validate', 'diff', 'render', 'check'])('%s reads the same environment', async (command) => {
  const { log } = await step(wiring(), { cwd, inputs: { ...inputs, command, 'config-environment': 'stagin' } })
  expect(log).toContain('the configuration has no environment "stagin"')
  expect(log).toContain('Did you mean "staging"?')
})

test('the namespace of the step counts before that of the environment', async () => {
  const { log } = await step(wiring(), { cwd, inputs: { ...inputs, command: 'render', namespace: 'mine' } })
  expect(log).toContain('namespace: mine')
  expect(log).not.toContain('ml-staging')
})

test('an environment that is not there is an annotation at the list of them', async () => {
  const { code, annotations } = await step(wiring(), { cwd, inputs: { ...inputs, 'config-environment': 'prod' } })
  expect(code).toBe(2)
  expect(annotations).toMatchObject([
    { level: 'error', place: { file: 'models/bodywork.yaml', line: 5 }, message: expect.stringContaining('"prod"') },
  ])
})

test('each environment has a comment of its own under a pull request', async () => {
  const github = await githubServer()
  const event = join(cwd, 'event.json')
  writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }))
  const env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/iris', GITHUB_EVENT_PATH: event }
  const { 'config-environment': _, ...plain } = inputs
  for (const given of [inputs, plain, inputs])
    await step(wiring(), { cwd, env, inputs: { ...given, command: 'plan', comment: 'true' } })
  await github.close()
  expect(github.comments).toHaveLength(2)
})
