import { expect, test } from 'vitest'
import { identityTokens, noIdentityProblem } from '../../src/connect/oidc.ts'
import { json, jwt, problemOf, recordingCloud } from '../builders-cloud.ts'

const github = {
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://run.example.test/token?api-version=2.0',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'unique-request-token',
}

test('GitHub is asked for each audience anew, and both tokens are masked', async () => {
  const ports = recordingCloud(() => json({ value: 'unique-identity' }), { env: github })
  expect(await identityTokens(ports)?.('api://X Y')).toBe('unique-identity')
  expect(ports.sent[0]?.url).toBe('https://run.example.test/token?api-version=2.0&audience=api%3A%2F%2FX%20Y')
  expect(ports.sent[0]?.headers['Authorization']).toBe('Bearer unique-request-token')
  expect(ports.masked).toEqual(['unique-request-token', 'unique-identity'])
})

test('a hiccup of GitHub is waited out', async () => {
  let count = 0
  const ports = recordingCloud(() => (++count < 3 ? json({}, 503) : json({ value: 'x' })), { env: github })
  expect(await identityTokens(ports)?.('a')).toBe('x')
})

test('a refusal of GitHub is a problem without the request token', async () => {
  const ports = recordingCloud(() => json({ message: 'no' }, 403), { env: github })
  const problem = await problemOf(identityTokens(ports)?.('a') ?? Promise.resolve())
  expect(problem?.code).toBe('connect/oidc-github')
  expect(JSON.stringify(problem)).not.toContain('unique')
})

const life = { aud: 'org-1', exp: Date.parse('2026-01-02T04:00:00Z') / 1000 }
const circle = { CIRCLECI: 'true', CIRCLE_OIDC_TOKEN: jwt({ aud: 'v1' }), CIRCLE_OIDC_TOKEN_V2: jwt(life) }

test.each(['org-1', 'sts.amazonaws.com', 'https://iam.googleapis.com/projects/1/x'])(
  "CircleCI's second token, made for the organisation, serves the audience %s",
  async (audience) => {
    const ports = recordingCloud(() => json({}), { env: circle })
    expect(await identityTokens(ports)?.(audience)).toBe(circle.CIRCLE_OIDC_TOKEN_V2)
    expect(ports.masked).toEqual([circle.CIRCLE_OIDC_TOKEN_V2])
  },
)

test('the first token is used where there is no second', async () => {
  const { CIRCLE_OIDC_TOKEN_V2: _, ...env } = circle
  const ports = recordingCloud(() => json({}), { env })
  expect(await identityTokens(ports)?.('v1')).toBe(circle.CIRCLE_OIDC_TOKEN)
})

test.each([
  ['another audience', circle, 'api://AzureADTokenExchange', 'api://AzureADTokenExchange'],
  ['a lapsed token', { CIRCLE_OIDC_TOKEN_V2: jwt({ aud: 'org-1', exp: 1 }) }, 'org-1', 'org-1'],
])("%s is had from CircleCI's program, and masked, for CircleCI does not", async (_name, env, audience, wanted) => {
  const calls: unknown[] = []
  const ports = recordingCloud(() => json({}), {
    env,
    run: (...call) => {
      calls.push(call)
      return Promise.resolve('unique-made\n')
    },
  })
  expect(await identityTokens(ports)?.(audience)).toBe('unique-made')
  expect(calls).toEqual([['circleci', ['run', 'oidc', 'get', '--claims', JSON.stringify({ aud: wanted })], {}]])
  expect(ports.masked).toContain('unique-made')
})

test('without the program a wrong audience and a lapsed token are problems of their own', async () => {
  const ports = recordingCloud(() => json({}), { env: circle })
  const problem = await problemOf(identityTokens(ports)?.('api://X') ?? Promise.resolve())
  expect(problem?.code).toBe('connect/oidc-audience')
  expect(problem?.message).toContain('is for org-1, but api://X is wanted')
  ports.advance(3_600_000)
  expect((await problemOf(identityTokens(ports)?.('org-1') ?? Promise.resolve()))?.code).toBe('connect/oidc-expired')
})

const event = (head: string) =>
  JSON.stringify({ pull_request: { head: { repo: { full_name: head } }, base: { repo: { full_name: 'o/r' } } } })
const pull = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: '/event' }

test.each([
  ['a job without the permission', { GITHUB_ACTIONS: 'true' }, '', 'connect/oidc-permission', '    id-token: write'],
  ['a pull request of a fork', pull, event('fork/r'), 'connect/oidc-fork', 'push'],
  ['a pull request of a deleted fork', pull, event(''), 'connect/oidc-fork', 'push'],
  ['a pull request from the repository itself', pull, event('o/r'), 'connect/oidc-permission', 'permissions:'],
  ['a CircleCI job without a context', { CIRCLECI: 'true' }, '', 'connect/oidc-permission', 'context:'],
  ['a CircleCI fork', { CIRCLECI: 'true', CIRCLE_PR_USERNAME: 'x' }, '', 'connect/oidc-fork', 'vcs-origin'],
])('%s has no identity token, and is told what to do', async (_name, env, file, code, hint) => {
  const ports = recordingCloud(() => json({}), { env, files: { '/event': file } })
  const problem = await noIdentityProblem(ports)
  expect(problem?.code).toBe(code)
  expect(problem?.hint).toContain(hint)
})

test('there is no such problem outside of CI systems, or where there is a token', async () => {
  expect(await noIdentityProblem(recordingCloud(() => json({})))).toBeUndefined()
  expect(await noIdentityProblem(recordingCloud(() => json({}), { env: github }))).toBeUndefined()
  expect(identityTokens(recordingCloud(() => json({})))).toBeUndefined()
})
