import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { identityOf } from '../../src/entry/connect-identity.ts'
import { jwt } from '../builders-cloud.ts'

async function github(): Promise<{ readonly env: Readonly<Record<string, string>>; readonly audiences: string[] }> {
  const audiences: string[] = []
  const server = createServer((request, response) => {
    const audience = new URL(request.url ?? '', 'http://x').searchParams.get('audience') ?? ''
    audiences.push(audience)
    response.end(JSON.stringify({ value: jwt({ sub: 'repo:o/r:ref:x', aud: audience }) }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?v=1`
  return { env: { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'unique-bearer' }, audiences }
}

test.each([
  [
    { cluster: 'arn:aws-cn:eks:cn-north-1:1:cluster/c', roleToAssume: 'arn:aws-cn:iam::42:role/r' },
    'sts.amazonaws.com.cn',
    '::42:oidc',
  ],
  [
    { cluster: 'c', location: 'l', workloadIdentityProvider: 'projects/1/pools/p/providers/gh' },
    'https://iam.googleapis.com/projects/1/pools/p/providers/gh',
    'iam.googleapis.com/projects/1/pools/p/attribute',
  ],
  [{ cluster: 'c', resourceGroup: 'g' }, 'api://AzureADTokenExchange', '"api://AzureADTokenExchange"'],
])('the claims for %j are asked with its audience, and masked as a token', async (cloud, audience, trust) => {
  const { env, audiences } = await github()
  const masked: string[] = []
  const identity = await identityOf({ env, cloud, isLocal: false, mask: (secret) => masked.push(secret) })
  expect(audiences).toEqual([audience])
  expect(identity.claims).toMatchObject({ sub: 'repo:o/r:ref:x' })
  expect(identity.trust).toContain(trust)
  expect(masked[0]).toBe('unique-bearer')
  expect(JSON.stringify(identity)).not.toContain('unique')
})

test('a job without the permission is told so, and a kubeconfig needs no identity', async () => {
  const cloud = { cluster: 'c', region: 'r' }
  expect(await identityOf({ env: { GITHUB_ACTIONS: 'true' }, cloud, isLocal: false })).toMatchObject({
    provider: 'eks',
    problems: [{ code: 'connect/oidc-permission' }],
  })
  expect(await identityOf({ env: { KUBECONFIG: '/k' }, isLocal: false })).toMatchObject({ provider: 'kubeconfig' })
  expect(await identityOf({ env: {}, isLocal: false })).toEqual({ problems: [] })
})
