import { expect, test } from 'vitest'
import { githubApi } from '../../src/entry/github-api.ts'
import { type DeploymentPlace, serviceDeployments } from '../../src/entry/service-deployments.ts'
import { reportKeeper } from '../../src/report/run-report.ts'
import type { RunEvent } from '../../src/run/events.ts'
import { aFailure, eventsOfFailedRun, someTimings } from '../builders-events.ts'
import { githubServer } from './github-server.ts'

const place: DeploymentPlace = {
  repository: 'acme/iris',
  commit: 'a'.repeat(40),
  environment: 'production',
  logUrl: 'https://github.example/acme/iris/actions/runs/42',
}

async function followed(events: readonly RunEvent[], over: Partial<DeploymentPlace> = {}, refuseWith?: number) {
  const github = await githubServer(refuseWith === undefined ? {} : { refuseWith })
  const keeper = reportKeeper()
  const following = serviceDeployments(githubApi({ GITHUB_API_URL: github.url }, 'token'), { ...place, ...over })
  for (const event of events) {
    keeper.emit(event)
    following.emit(event)
  }
  const problems = await following.finish(keeper.report())
  await github.close()
  return { problems, deployments: github.deployments }
}

function eventsOfGoodRun(url: string): readonly RunEvent[] {
  return eventsOfFailedRun()
    .filter(({ type }) => !type.startsWith('rollback'))
    .map((event): RunEvent => {
      if (event.type === 'stage.finished' && event.stage === 'serve')
        return {
          ...{ type: event.type, at: event.at, stage: 'serve', kind: 'service', outcome: 'succeeded', attempts: 1 },
          ...{ timings: someTimings, outputs: {}, url },
        }
      if (event.type !== 'run.finished') return event
      const { failure: _failure, failedStage: _stage, ...rest } = event
      return { ...rest, outcome: 'succeeded', rollback: 'not-needed', services: { serve: url } }
    })
}

test('a service that failed and was put back is a failed deployment with its cause', async () => {
  const { problems, deployments } = await followed(eventsOfFailedRun(aFailure({ message: 'out of memory' })))
  expect(problems).toEqual([])
  expect(deployments).toHaveLength(1)
  expect(deployments[0]?.asked).toMatchObject({ ref: 'a'.repeat(40), environment: 'production/serve' })
  expect(deployments[0]?.statuses).toEqual([
    { state: 'in_progress', log_url: place.logUrl },
    { state: 'failure', log_url: place.logUrl, description: 'out of memory; what was deployed before is back' },
  ])
})

test('a long cause is cut to what GitHub takes, and what serves now is still said', async () => {
  const { deployments } = await followed(eventsOfFailedRun(aFailure({ message: 'x'.repeat(500) })))
  const description = String(deployments[0]?.statuses.at(-1)?.['description'])
  expect(description).toHaveLength(140)
  expect(description).toMatch(/x…; what was deployed before is back$/)
})

test('a service that serves is a success, with the address of its ingress', async () => {
  const { deployments } = await followed(eventsOfGoodRun('https://models.acme.example/ml/serve/'))
  expect(deployments[0]?.statuses.at(-1)).toMatchObject({
    state: 'success',
    environment_url: 'https://models.acme.example/ml/serve/',
  })
})

test('a name that only the cluster knows is not linked, unless an address is given', async () => {
  const inside = eventsOfGoodRun('http://serve.ml.svc.cluster.local:8000')
  expect((await followed(inside)).deployments[0]?.statuses.at(-1)).not.toHaveProperty('environment_url')
  const { deployments } = await followed(inside, { url: 'https://acme.example/{namespace}/{stage}' })
  expect(deployments[0]?.statuses.at(-1)).toMatchObject({ environment_url: 'https://acme.example/ml/serve' })
})

test('without the right to do so it is one warning that names the permission', async () => {
  const { problems } = await followed(eventsOfFailedRun(), {}, 403)
  expect(problems).toMatchObject([{ severity: 'warning', code: 'input/deployments' }])
  expect(problems[0]?.hint).toContain('deployments: write')
})
