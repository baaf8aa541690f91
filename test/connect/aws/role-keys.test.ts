import { expect, test } from 'vitest'
import { connectEks } from '../../../src/connect/aws/eks.ts'
import { json, problemOf, recordingCloud } from '../../builders-cloud.ts'

const described = { endpoint: 'https://eks.example.test', status: 'ACTIVE', certificateAuthority: { data: 'Q0E=' } }
let count = 0
const session = () => ({
  AccessKeyId: `ASIA${++count}`,
  SecretAccessKey: 's',
  SessionToken: 't',
  Expiration: 1767330245,
})
const ports = () =>
  recordingCloud(
    ({ url, body = '' }) => {
      const operation = new URLSearchParams(body).get('Action') ?? ''
      if (url.includes('/clusters/')) return json({ cluster: described })
      return json({ [`${operation}Response`]: { [`${operation}Result`]: { Credentials: session() } } })
    },
    { identityToken: () => Promise.resolve('jwt-jwt') },
  )
const forms = (sent: readonly { readonly body?: string }[]) =>
  sent.flatMap(({ body }) => (body === undefined ? [] : [Object.fromEntries(new URLSearchParams(body))]))
const eks = { cluster: 'prod', region: 'eu-west-1' }
const [first, second, third] = ['a', 'b', 'c'].map((name) => `arn:aws:iam::1:role/${name}`)

test('several roles are assumed one after the other, and the tags are those of the last session', async () => {
  const cloud = ports()
  const request = { ...eks, roleToAssume: `${first}, ${second}\n${third}`, sessionTags: { team: 'ml', cost: '7' } }
  const connected = await connectEks(cloud, { ...request, sessionName: 'nightly' })
  expect(connected.description).toContain(`OIDC as ${first}, then ${second}, then ${third}`)
  expect(forms(cloud.sent)).toMatchObject([
    { Action: 'AssumeRoleWithWebIdentity', RoleArn: first, RoleSessionName: 'nightly' },
    { Action: 'AssumeRole', RoleArn: second },
    {
      Action: 'AssumeRole',
      RoleArn: third,
      'Tags.member.1.Key': 'team',
      'Tags.member.1.Value': 'ml',
      'Tags.member.2.Key': 'cost',
      'Tags.member.2.Value': '7',
    },
  ])
  expect(forms(cloud.sent)[1]).not.toHaveProperty('Tags.member.1.Key')
})

test('tags for a role that an identity token opens are refused before anything is asked', async () => {
  const cloud = ports()
  const problem = await problemOf(connectEks(cloud, { ...eks, roleToAssume: first ?? '', sessionTags: { a: 'b' } }))
  expect(problem?.code).toBe('connect/aws-session-tags')
  expect(cloud.sent).toEqual([])
})

test('a session name that STS would refuse is refused here', async () => {
  const problem = await problemOf(connectEks(ports(), { ...eks, roleToAssume: first ?? '', sessionName: 'no spaces' }))
  expect(problem?.code).toBe('connect/aws-session-name')
})
