import { expect, test } from 'vitest'
import { connectEks } from '../../../src/connect/aws/eks.ts'
import type { CloudRequest, CloudResponse } from '../../../src/connect/cloud-ports.ts'
import { json, problemOf, recordingCloud } from '../../builders-cloud.ts'

const cluster = {
  cluster: {
    name: 'prod',
    arn: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod',
    endpoint: 'https://ABC.gr7.eu-west-1.eks.amazonaws.com',
    status: 'ACTIVE',
    certificateAuthority: { data: Buffer.from('-----BEGIN CERTIFICATE-----').toString('base64') },
    resourcesVpcConfig: { endpointPublicAccess: true },
  },
}
const sts = (operation: string) =>
  json({
    [`${operation}Response`]: {
      [`${operation}Result`]: {
        Credentials: {
          AccessKeyId: 'ASIA',
          SecretAccessKey: 's3cret-key',
          SessionToken: 's3ssion',
          Expiration: 1767330245,
        },
      },
    },
  })

function aws(request: CloudRequest): CloudResponse {
  if (request.url.includes('/clusters/')) return json(cluster)
  if (request.body?.includes('AssumeRoleWithWebIdentity') === true) return sts('AssumeRoleWithWebIdentity')
  if (request.body?.includes('Action=AssumeRole&') === true) return sts('AssumeRole')
  return json({}, 404)
}

test('an identity token becomes role keys, the cluster is described, tokens are minted offline', async () => {
  const ports = recordingCloud(aws, { identityToken: (audience) => Promise.resolve(`jwt-for-${audience}`) })
  const connected = await connectEks(ports, {
    cluster: 'prod',
    region: 'eu-west-1',
    roleToAssume: 'arn:aws:iam::111122223333:role/deploy',
  })
  expect(connected.server).toBe(cluster.cluster.endpoint)
  expect(connected.ca).toBe('-----BEGIN CERTIFICATE-----')
  const before = ports.sent.length
  const token = await connected.token?.()
  expect(token?.token).toMatch(/^k8s-aws-v1\./)
  expect(ports.sent.length).toBe(before)
  expect(ports.masked).toEqual(['jwt-for-sts.amazonaws.com', 's3cret-key', 's3ssion', token?.token])
  expect(connected.description).not.toMatch(/s3cret|s3ssion|jwt/)
})

test('keys about to lapse are asked for again, once for all who wait', async () => {
  const ports = recordingCloud(aws, { identityToken: () => Promise.resolve('jwt-jwt') })
  const connected = await connectEks(ports, {
    cluster: 'prod',
    region: 'eu-west-1',
    roleToAssume: 'arn:aws:iam::1:role/r',
  })
  ports.advance(7_100_000)
  const before = ports.sent.length
  await Promise.all(Array.from({ length: 50 }, () => connected.token?.()))
  expect(ports.sent.length - before).toBe(1)
})

test.each([
  ['environment', { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x' }, {}, 'AWS_ACCESS_KEY_ID'],
  [
    'web identity file',
    { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn:aws:iam::1:role/r' },
    { '/t': 'jwt-in-file' },
    'web identity file',
  ],
  [
    'profile',
    { HOME: '/h' },
    { '/h/.aws/credentials': '[default]\naws_access_key_id = AKIA\naws_secret_access_key = y\n' },
    'profile default',
  ],
  [
    'profile with a role',
    { HOME: '/h', AWS_PROFILE: 'ci' },
    {
      '/h/.aws/config': '[profile ci]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\n',
      '/h/.aws/credentials': '[base]\naws_access_key_id = AKIA\naws_secret_access_key = y\n',
    },
    'profile base, then arn:aws:iam::1:role/r',
  ],
])('credentials come from: %s', async (_name, env, files, described) => {
  const ports = recordingCloud(aws, { env, files })
  const connected = await connectEks(ports, { cluster: 'arn:aws:eks:eu-west-1:111122223333:cluster/prod' })
  expect(connected.description).toContain(described)
})

test('a credential program is run without a shell and its secret is masked', async () => {
  const calls: string[][] = []
  const ports = recordingCloud(aws, {
    env: { HOME: '/h' },
    files: { '/h/.aws/config': '[default]\ncredential_process = "/opt/my tool" get --account 1\n' },
    run: (command, args) => {
      calls.push([command, ...args])
      return Promise.resolve(JSON.stringify({ Version: 1, AccessKeyId: 'AKIA', SecretAccessKey: 'from-program' }))
    },
  })
  await connectEks(ports, { cluster: 'prod', region: 'eu-west-1' })
  expect(calls[0]).toEqual(['/opt/my tool', 'get', '--account', '1'])
  expect(ports.masked).toContain('from-program')
})

test('container credentials and instance metadata are asked in that order', async () => {
  const container = recordingCloud(
    (request) =>
      request.url.startsWith('http://169.254.170.2')
        ? json({ AccessKeyId: 'A', SecretAccessKey: 'container-secret', Token: 't' })
        : aws(request),
    { env: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/x' } },
  )
  expect((await connectEks(container, { cluster: 'prod', region: 'eu-west-1' })).description).toContain(
    'container credentials',
  )
  const instance = recordingCloud((request) => {
    if (request.url.endsWith('/api/token')) return { status: 200, headers: {}, body: 'imds-session' }
    if (request.url.endsWith('/security-credentials/')) return { status: 200, headers: {}, body: 'node-role' }
    if (request.url.endsWith('/node-role'))
      return json({ AccessKeyId: 'A', SecretAccessKey: 'instance-secret', Token: 't' })
    return aws(request)
  })
  expect((await connectEks(instance, { cluster: 'prod', region: 'eu-west-1' })).description).toContain(
    'instance metadata',
  )
})

test('without any credentials everything that was tried is listed, with the lines to add', async () => {
  const ports = recordingCloud(() => Promise.reject(new Error('no network')), { env: {} })
  const problem = await problemOf(connectEks(ports, { cluster: 'prod', region: 'eu-west-1' }))
  expect(problem?.code).toBe('connect/aws-no-credentials')
  expect(problem?.message).toContain(
    'AWS_ACCESS_KEY_ID, AWS_WEB_IDENTITY_TOKEN_FILE, container credentials, shared profiles, instance metadata',
  )
  expect(problem?.hint).toContain('id-token: write')
})

test.each([
  ['AccessDenied', 403, 'trust policy'],
  ['InvalidIdentityToken', 400, 'identity provider'],
])('STS refusing with %s is explained without the token', async (code, status, hint) => {
  const ports = recordingCloud(
    (request) =>
      request.method === 'POST' ? json({ Error: { Code: code, Message: 'Not authorized' } }, status) : aws(request),
    {
      identityToken: () => Promise.resolve('very-secret-jwt'),
    },
  )
  const problem = await problemOf(
    connectEks(ports, { cluster: 'prod', region: 'eu-west-1', roleToAssume: 'arn:aws:iam::1:role/r' }),
  )
  expect(problem?.message).toContain(code)
  expect(problem?.hint).toContain(hint)
  expect(JSON.stringify(problem)).not.toContain('very-secret-jwt')
})

test('XML answers are read as well as JSON', async () => {
  const xml =
    '<AssumeRoleWithWebIdentityResponse><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>a&amp;b</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2026-01-02T04:04:05Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>'
  const ports = recordingCloud(
    (request) => (request.method === 'POST' ? { status: 200, headers: {}, body: xml } : aws(request)),
    { identityToken: () => Promise.resolve('jwt-x') },
  )
  await connectEks(ports, { cluster: 'prod', region: 'eu-west-1', roleToAssume: 'arn:aws:iam::1:role/r' })
  expect(ports.masked).toContain('a&b')
})

test('throttling passes, and every retry carries a fresh identity token', async () => {
  let count = 0
  const ports = recordingCloud(
    (request) =>
      request.method === 'POST' && ++count < 3 ? json({ Error: { Code: 'Throttling' } }, 400) : aws(request),
    {
      identityToken: () => Promise.resolve(`jwt-number-${count}`),
    },
  )
  await connectEks(ports, { cluster: 'prod', region: 'eu-west-1', roleToAssume: 'arn:aws:iam::1:role/r' })
  expect(ports.masked.slice(0, 3)).toEqual(['jwt-number-0', 'jwt-number-1', 'jwt-number-2'])
})

test('a wrong account is refused before anything is written', async () => {
  const ports = recordingCloud(aws, { env: { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'x' } })
  const problem = await problemOf(
    connectEks(ports, { cluster: 'prod', region: 'eu-west-1', allowedAccountIds: ['999988887777'] }),
  )
  expect(problem?.code).toBe('connect/aws-account')
})

test('a local Outposts cluster is signed by its id, a private endpoint is said', async () => {
  const local = {
    cluster: { ...cluster.cluster, id: 'id-1', outpostConfig: {}, resourcesVpcConfig: { endpointPublicAccess: false } },
  }
  const ports = recordingCloud(() => json(local), { env: { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'x' } })
  const connected = await connectEks(ports, { cluster: 'prod', region: 'eu-west-1' })
  expect(connected.notes).toEqual(['the endpoint of prod is private: this runner must be inside its VPC'])
  expect((await connected.token?.())?.token.length).toBeGreaterThan(100)
})

test('a cluster that refuses us can be told as whom AWS knows us, and what lets that identity in', async () => {
  const arn = 'arn:aws:sts::111122223333:assumed-role/deploy/x'
  const ports = recordingCloud(
    (request) =>
      request.body?.includes('GetCallerIdentity') === true
        ? json({ GetCallerIdentityResponse: { GetCallerIdentityResult: { Arn: arn } } })
        : aws(request),
    { env: { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'x' } },
  )
  const connected = await connectEks(ports, { cluster: 'prod', region: 'eu-west-1' })
  expect(await connected.caller?.()).toBe(
    `signed in as ${arn}; the cluster has to know arn:aws:iam::111122223333:role/deploy by an access entry, or in the ConfigMap kube-system/aws-auth`,
  )
})
