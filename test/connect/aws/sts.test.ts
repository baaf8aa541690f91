import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { connectEks } from '../../../src/connect/aws/eks.ts'
import { assumeRole, assumeRoleWithWebIdentity, isSessionName, sessionNameFrom } from '../../../src/connect/aws/sts.ts'
import type { CloudRequest } from '../../../src/connect/cloud-ports.ts'
import { json, jwt, problemOf, recordingCloud } from '../../builders-cloud.ts'

const vectors = JSON.parse(readFileSync('test/vectors/sigv4.json', 'utf8'))
const keys = { accessKeyId: 'AKIA', secretAccessKey: 'unique-secret' }
const host = 'sts.eu-west-1.amazonaws.com'

// biome-ignore lint/suspicious/noExplicitAny: the vectors are JSON of many shapes
async function sentFor(operation: string, params: any): Promise<CloudRequest | undefined> {
  const ports = recordingCloud(() => json({}, 400), {
    env: { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'unique-secret' },
  })
  const role = {
    roleArn: params.RoleArn,
    sessionName: params.RoleSessionName,
    ...(params.DurationSeconds === undefined ? {} : { durationSeconds: params.DurationSeconds }),
  }
  const token = () => Promise.resolve(params.WebIdentityToken)
  const asked =
    operation === 'DescribeCluster'
      ? connectEks(ports, { cluster: params.name, region: 'eu-west-1' })
      : operation === 'AssumeRole'
        ? assumeRole(ports, host, 'eu-west-1', role, keys)
        : assumeRoleWithWebIdentity(ports, host, role, token)
  await problemOf(asked)
  return ports.sent[0]
}

// biome-ignore lint/suspicious/noExplicitAny: as above
const rows: [string, any][] = vectors.asSent.map((item: { operation: string }) => [item.operation, item])

test.each(rows)('%s is sent as a real client sends it', async (operation, { params, request }) => {
  const sent = await sentFor(operation, params)
  const header = (name: string) =>
    Object.entries(sent?.headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1] ?? null
  expect([sent?.method, sent?.url]).toEqual([request.method, request.url])
  expect(sent?.body === undefined ? null : Object.fromEntries(new URLSearchParams(sent.body))).toEqual(
    request.body === null ? null : Object.fromEntries(new URLSearchParams(request.body)),
  )
  expect(header('content-type')).toBe(request.contentType)
  expect(header('authorization') !== null).toBe(request.authorized)
})

const sessionNames: [string, boolean][] = vectors.roleSessionNames.map(
  ({ value, valid }: { readonly value: string; readonly valid: boolean }) => [value, valid],
)

test.each(sessionNames)('the session name "%s" is allowed: %s', (value, valid) => {
  expect(isSessionName(value)).toBe(valid)
})

test('a session is named after repository and run, however long they are', () => {
  const names = [
    sessionNameFrom({}),
    sessionNameFrom({ GITHUB_REPOSITORY: 'o/r', GITHUB_RUN_ID: '42' }),
    sessionNameFrom({ CIRCLE_PROJECT_REPONAME: 'über repo', CIRCLE_BUILD_NUM: '7' }),
    sessionNameFrom({ GITHUB_REPOSITORY: `${'o'.repeat(60)}/${'r'.repeat(60)}`, GITHUB_RUN_ID: '12345678901' }),
  ]
  expect(names.every(isSessionName)).toBe(true)
  expect(names.slice(0, 2)).toEqual(['bodywork-local', 'bodywork-o-r-42'])
  expect(names[3]).toMatch(/-12345678901$/)
})

test('a refusal names the claims that were sent, and a wrong audience is its own problem', async () => {
  const token = jwt({ iss: 'https://i', aud: 'sts', sub: 'repo:o@1/r@2:ref:x' })
  const refusing = (Code: string, Message: string) =>
    problemOf(
      assumeRoleWithWebIdentity(
        recordingCloud(() => json({ Error: { Code, Message } }, 400)),
        host,
        { roleArn: 'arn:aws:iam::1:role/r', sessionName: 'ci' },
        () => Promise.resolve(token),
      ),
    )
  const denied = await refusing('AccessDenied', 'Not authorized')
  expect(denied?.message).toContain('(we sent iss=https://i aud=sts sub=repo:o@1/r@2:ref:x)')
  expect(denied?.hint).toContain('repo:OWNER@ID/REPO@ID')
  expect((await refusing('InvalidIdentityToken', 'Incorrect token audience'))?.code).toBe('connect/oidc-audience')
  expect(JSON.stringify(denied)).not.toContain('unique-signature')
})
