import { afterEach, expect, test } from 'vitest'
import { githubApi } from '../../src/entry/github-api.ts'
import { keepComment, pullRequestOf } from '../../src/entry/pull-request-comment.ts'
import { type GithubServer, githubServer } from './github-server.ts'

const servers: GithubServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

async function started(over: Parameters<typeof githubServer>[0] = {}): Promise<GithubServer> {
  const server = await githubServer(over)
  servers.push(server)
  return server
}

const at = { repository: 'acme/iris', number: 7 }
const write = (server: GithubServer, text: string, key = 'plan bodywork.yaml') =>
  keepComment(githubApi({ GITHUB_API_URL: server.url }, 'token'), at, key, text)

test('the first time a comment is made, and from then on it is rewritten', async () => {
  const server = await started()
  expect(await write(server, 'one')).toEqual({ kind: 'created', url: 'https://github.example/c/1' })
  expect(await write(server, 'two')).toEqual({ kind: 'updated', url: 'https://github.example/c/1' })
  expect(server.comments.map(({ body }) => body)).toEqual(['<!-- bodywork: plan-bodywork.yaml -->\ntwo'])
  expect(server.requests[0]).toBe('GET /repos/acme/iris/issues/7/comments?per_page=100&page=1 Bearer token')
})

test('comments of people and of other pipelines are left alone, also on a second page', async () => {
  const server = await started()
  for (let id = 1; id <= 100; id++) server.comments.push({ id, body: 'quoting <!-- bodywork: plan-bodywork.yaml -->' })
  await write(server, 'other', 'plan b.yaml')
  await write(server, 'mine')
  await write(server, 'mine again')
  expect(server.comments.slice(100).map(({ body }) => body.split('\n')[1])).toEqual(['other', 'mine again'])
})

test('a long text is cut at a line, and its fence is closed', async () => {
  const server = await started()
  await write(server, `\`\`\`\`diff\n${'+ line of a plan\n'.repeat(9000)}\`\`\`\`\n`)
  const body = server.comments[0]?.body ?? ''
  expect(body.length).toBeLessThanOrEqual(64_000)
  expect(body).toMatch(/\+ line of a plan\n````\n\n_The rest is in the job summary\._\n$/)
})

test('a refusal is a value with its status and reason', async () => {
  const server = await started({ refuseWith: 403 })
  expect(await write(server, 'x')).toEqual({ kind: 'refused', status: 403, message: 'Resource not accessible' })
  const gone = githubApi({ GITHUB_API_URL: 'http://127.0.0.1:9' }, 'token')
  expect(await keepComment(gone, at, 'k', 'x')).toMatchObject({ kind: 'refused', status: 0 })
})

test('the pull request is read from the event, which may have none', () => {
  expect(pullRequestOf('acme/iris', { pull_request: { number: 7 } })).toEqual(at)
  expect(pullRequestOf('acme/iris', { ref: 'refs/heads/main' })).toBeUndefined()
  expect(pullRequestOf(undefined, { pull_request: { number: 7 } })).toBeUndefined()
})
