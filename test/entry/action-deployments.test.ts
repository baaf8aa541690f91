import { expect, test } from 'vitest'
import { aPipeline } from '../builders-pipeline.ts'
import { step } from './action-door.ts'
import { githubServer } from './github-server.ts'
import { smallWiring } from './wiring.ts'

const env = { GITHUB_REPOSITORY: 'acme/iris', GITHUB_SHA: 'b'.repeat(40) }

test('with an environment each service of the run is a deployment', async () => {
  const github = await githubServer()
  const { code } = await step(
    smallWiring(() => aPipeline()),
    { inputs: { environment: 'production', 'github-token': 'token' }, env: { ...env, GITHUB_API_URL: github.url } },
  )
  await github.close()
  expect(code).toBe(0)
  const services = github.deployments.map(({ asked, statuses }) => [asked['environment'], statuses.at(-1)?.['state']])
  expect(services.length).toBeGreaterThan(0)
  for (const [environment, state] of services) {
    expect(environment).toMatch(/^production\//)
    expect(state).toBe('success')
  }
})

test('without one GitHub is not asked', async () => {
  const github = await githubServer()
  await step(
    smallWiring(() => aPipeline()),
    { env: { ...env, GITHUB_API_URL: github.url } },
  )
  await github.close()
  expect(github.requests).toEqual([])
})
