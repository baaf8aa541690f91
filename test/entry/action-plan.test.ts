import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { aPipeline } from '../builders-pipeline.ts'
import { step } from './action-door.ts'
import { githubServer } from './github-server.ts'
import { smallWiring } from './wiring.ts'

const folder = mkdtempSync(join(tmpdir(), 'bodywork-event-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const eventPath = join(folder, 'event.json')
writeFileSync(eventPath, JSON.stringify({ pull_request: { number: 7 } }))

const plan = (env: Record<string, string>, inputs: Record<string, string> = {}) =>
  step(
    smallWiring(() => aPipeline()),
    {
      inputs: { command: 'plan', summary: 'true', 'github-token': 'gh-token', ...inputs },
      env: { GITHUB_REPOSITORY: 'acme/iris', GITHUB_EVENT_PATH: eventPath, ...env },
    },
  )

test('the plan is in the summary and, line by line, in the log', async () => {
  const { code, summary, log, outputs } = await plan({})
  expect(code).toBe(0)
  expect(summary).toMatch(/^### Plan: /)
  expect(log).toMatch(/^<group plan of .*>\nplan \| /)
  expect(outputs).toEqual({ status: 'succeeded', 'failure-cause': '' })
})

test('with a cluster it says what would change', async () => {
  const { summary } = await plan({ KUBECONFIG: '/somewhere' })
  expect(summary).toContain('**In the cluster**')
})

test('the comment is kept up to date', async () => {
  const github = await githubServer()
  const inputs = { comment: 'true' }
  const first = await plan({ GITHUB_API_URL: github.url }, inputs)
  const second = await plan({ GITHUB_API_URL: github.url }, inputs)
  await github.close()
  expect(first.log).toContain('bodywork | comment created: ')
  expect(second.log).toContain('bodywork | comment updated: ')
  expect(github.comments).toHaveLength(1)
  expect(github.comments[0]?.body).toContain('### Plan: ')
})

test('a token that may not write is a warning with the missing permission', async () => {
  const github = await githubServer({ refuseWith: 403 })
  const { code, annotations } = await plan({ GITHUB_API_URL: github.url }, { comment: 'true' })
  await github.close()
  expect(code).toBe(0)
  expect(annotations).toMatchObject([{ level: 'warning' }])
  expect(annotations[0]?.message).toContain('pull-requests: write')
})

test('without a pull request there is a warning', async () => {
  const { annotations } = await plan({ GITHUB_EVENT_PATH: join(folder, 'none.json') }, { comment: 'true' })
  expect(annotations[0]?.message).toContain('no pull request')
})
