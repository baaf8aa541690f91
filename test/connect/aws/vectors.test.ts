import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eksToken } from '../../../src/connect/aws/eks-token.ts'
import { partitionName, serviceHost, stsAudience } from '../../../src/connect/aws/endpoints.ts'
import { type AwsKeys, signedHeaders } from '../../../src/connect/aws/sigv4.ts'

const vectors = JSON.parse(readFileSync('test/vectors/sigv4.json', 'utf8'))

interface Inputs {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | null
}

const keysOf = (inputs: Inputs): AwsKeys => ({
  accessKeyId: inputs.accessKeyId,
  secretAccessKey: inputs.secretAccessKey,
  ...(inputs.sessionToken === null ? {} : { sessionToken: inputs.sessionToken }),
})
const pairs = (url: string) => [...new URL(url).searchParams].map((pair) => pair.join('=')).sort()
// biome-ignore lint/suspicious/noExplicitAny: the vectors are JSON of many shapes
type Row = [string, any]
const cases = (kind: string): Row[] =>
  vectors.cases
    .filter((item: { kind: string }) => item.kind === kind)
    .map((item: { name: string }): Row => [item.name, item])

test.each(cases('eks-token'))('EKS token: %s', (_name, { inputs, token, url }) => {
  const made = eksToken(
    { id: inputs.clusterId, stsHost: inputs.stsHost, signingRegion: inputs.signingRegion },
    keysOf(inputs),
    Date.parse(inputs.date),
  ).token
  const decoded = Buffer.from(made.slice('k8s-aws-v1.'.length), 'base64url').toString()
  expect(pairs(decoded)).toEqual(pairs(url))
  expect(new URL(decoded).host).toBe(new URL(url).host)
  expect(made).not.toContain('=')
  expect(made.length).toBe(token.length)
})

test.each([...cases('describe-cluster'), ...cases('assume-role')])(
  'signed request: %s',
  (_name, { inputs, signedRequest }) => {
    const headers = signedHeaders({ ...inputs, body: inputs.body ?? undefined }, keysOf(inputs), {
      service: inputs.service,
      region: inputs.region,
      date: new Date(inputs.date),
    })
    expect({ ...inputs.headers, ...headers }).toEqual(signedRequest.headers)
  },
)

test.each(vectors.hosts.map((row: { region: string }): Row => [row.region, row]) as Row[])(
  'hosts of %s',
  (region, row) => {
    for (const service of ['sts', 'eks'] as const)
      for (const kind of ['default', 'dualstack', 'fips'] as const)
        expect(serviceHost(service, region, kind)).toBe(row[service][kind])
    expect(partitionName(region)).toBe(row.partition)
  },
)

test.each([
  ['eu-west-1', 'sts.amazonaws.com'],
  ['cn-north-1', 'sts.amazonaws.com.cn'],
  ['us-gov-west-1', 'sts.amazonaws.com'],
])('the audience in %s is %s', (region, audience) => {
  expect(stsAudience(region)).toBe(audience)
})

test('a token never outlives the keys behind it', () => {
  const keys = { accessKeyId: 'A', secretAccessKey: 'B', expiresAt: 1000 }
  expect(eksToken({ id: 'c', stsHost: 'h', signingRegion: 'r' }, keys, 0).expiresAt).toBe(1000)
})
