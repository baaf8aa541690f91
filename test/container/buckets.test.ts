import { execFileSync } from 'node:child_process'
import { createHmac, generateKeyPairSync, verify } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { signedHeaders } from '../../src/connect/aws/sigv4.ts'
import { containerOf, type Ended } from '../builders-container.ts'
import { type BucketAnswer, type BucketRequest, type FakeBuckets, fakeBuckets } from './fake-buckets.ts'

const python = { BODYWORK_PROGRAM: JSON.stringify({ kind: 'python', path: 'main.py', args: [] }) }
const folder = 'bodywork/iris/train'
const refused: BucketAnswer = { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }

function fileWith(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'bodywork-')), 'file')
  writeFileSync(path, text)
  return path
}

/** How a stage comes to its credentials, and what the cloud says to it. */
interface Way {
  readonly bucket: string
  readonly env: (url: string) => Readonly<Record<string, string>>
  readonly rule: (request: BucketRequest) => BucketAnswer | undefined
}

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret/key' }
const signedBy = (session?: string) => (request: BucketRequest) => {
  const sent = request.headers
  const date = new Date((sent['x-amz-date'] ?? '').replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'))
  const wanted = signedHeaders(
    {
      method: request.method,
      url: `http://${sent['host']}${request.target}`,
      headers: { 'x-amz-content-sha256': sent['x-amz-content-sha256'] ?? '' },
      body: request.body.toString('latin1'),
    },
    { ...keys, ...(session === undefined ? {} : { sessionToken: session }) },
    { service: 's3', region: 'eu-west-1', date },
  )
  return wanted['Authorization'] === sent['authorization'] ? undefined : refused
}
const bearing = (token: string) => (request: BucketRequest) =>
  request.headers['authorization'] === `Bearer ${token}` ? undefined : refused
const json = (value: object): BucketAnswer => ({ status: 200, body: JSON.stringify(value) })
const region = { AWS_REGION: 'eu-west-1' }
const staticKeys = { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey }

const googleKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

const azureKey = Buffer.from('the key of account1').toString('base64')
/** The signature as the document of the service describes it. */
function signedByAccount({ method, path, query, headers, body }: BucketRequest): BucketAnswer | undefined {
  const own = Object.keys(headers)
    .filter((name) => name.startsWith('x-ms-'))
    .sort()
    .map((name) => `${name}:${headers[name]}\n`)
    .join('')
  const asked = [...query.keys()].sort().map((name) => `\n${name}:${query.get(name)}`)
  const size = body.length === 0 ? '' : String(body.length)
  const standard = ['', '', size, '', headers['content-type'] ?? '', '', '', '', '', '', '']
  const text = `${[method, ...standard].join('\n')}\n${own}/account1${path}${asked.join('')}`
  const signature = createHmac('sha256', Buffer.from(azureKey, 'base64')).update(text).digest('base64')
  return headers['authorization'] === `SharedKey account1:${signature}` ? undefined : refused
}

const plain: Way = {
  bucket: 's3://models/a/b',
  env: (url) => ({ ...region, ...staticKeys, AWS_ENDPOINT_URL: url }),
  rule: signedBy(),
}
const ways: Readonly<Record<string, Way>> = {
  'S3 with keys': plain,
  'S3 with the role of a service account': {
    bucket: 's3://models',
    env: (url) => ({
      ...region,
      AWS_ENDPOINT_URL: url,
      AWS_ROLE_ARN: 'arn:aws:iam::1:role/train',
      AWS_WEB_IDENTITY_TOKEN_FILE: fileWith('token-1\n'),
    }),
    rule: (request) => {
      if (request.path !== '/') return signedBy('session')(request)
      const form = new URLSearchParams(request.body.toString())
      if (form.get('Action') !== 'AssumeRoleWithWebIdentity' || form.get('WebIdentityToken') !== 'token-1')
        return refused
      const { accessKeyId, secretAccessKey } = keys
      const body = `<AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>session</SessionToken>`
      return { status: 200, body }
    },
  },
  'S3 with the agent of the node': {
    bucket: 's3://models',
    env: (url) => ({
      ...region,
      AWS_ENDPOINT_URL: url,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/v1/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: fileWith('pod-token'),
    }),
    rule: (request) => {
      if (request.path !== '/v1/credentials') return signedBy('session')(request)
      if (request.headers['authorization'] !== 'pod-token') return refused
      return json({ AccessKeyId: keys.accessKeyId, SecretAccessKey: keys.secretAccessKey, Token: 'session' })
    },
  },
  'Google with the metadata server': {
    bucket: 'gs://models/a',
    env: (url) => ({ STORAGE_EMULATOR_HOST: url, GCE_METADATA_HOST: url.replace('http://', '') }),
    rule: (request) => {
      if (!request.path.startsWith('/computeMetadata/')) return bearing('google-token')(request)
      return request.headers['metadata-flavor'] === 'Google' ? json({ access_token: 'google-token' }) : refused
    },
  },
  'Google with a workload identity pool': {
    bucket: 'gs://models/a',
    env: (url) => ({
      STORAGE_EMULATOR_HOST: url,
      GOOGLE_APPLICATION_CREDENTIALS: fileWith(
        JSON.stringify({
          type: 'external_account',
          audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/k',
          subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
          token_url: `${url}/v1/token`,
          service_account_impersonation_url: `${url}/v1/sa:generateAccessToken`,
          credential_source: {
            file: fileWith('{"t": "token-1"}'),
            format: { type: 'json', subject_token_field_name: 't' },
          },
        }),
      ),
    }),
    rule: (request) => {
      const asked = request.path.startsWith('/v1/') ? JSON.parse(request.body.toString()) : undefined
      if (request.path === '/v1/token')
        return asked.subjectToken === 'token-1' && asked.audience !== undefined
          ? json({ access_token: 'federated' })
          : refused
      if (asked !== undefined) return bearing('federated')(request) ?? json({ accessToken: 'google-token' })
      return bearing('google-token')(request)
    },
  },
  'Google with the key of a service account': {
    bucket: 'gs://models/a',
    env: (url) => ({
      STORAGE_EMULATOR_HOST: url,
      GOOGLE_APPLICATION_CREDENTIALS: fileWith(
        JSON.stringify({
          type: 'service_account',
          client_email: 'train@acme.example',
          private_key_id: 'k1',
          private_key: googleKey.privateKey,
          token_uri: `${url}/token`,
        }),
      ),
    }),
    rule: (request) => {
      if (request.path !== '/token') return bearing('google-token')(request)
      const form = new URLSearchParams(request.body.toString())
      const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
      const said = JSON.parse(Buffer.from(claims, 'base64url').toString())
      const isSigned = verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        googleKey.publicKey,
        Buffer.from(signature, 'base64url'),
      )
      const isMeant = said.iss === 'train@acme.example' && said.aud === `http://${request.headers['host']}/token`
      return isSigned && isMeant && said.exp - said.iat === 3600 ? json({ access_token: 'google-token' }) : refused
    },
  },
  'Google with the login of a user': {
    bucket: 'gs://models/a',
    env: (url) => ({
      STORAGE_EMULATOR_HOST: url,
      GOOGLE_APPLICATION_CREDENTIALS: fileWith(
        JSON.stringify({
          type: 'authorized_user',
          client_id: 'gcloud',
          client_secret: 's',
          refresh_token: 'lasting',
          token_uri: `${url}/token`,
        }),
      ),
    }),
    rule: (request) => {
      if (request.path !== '/token') return bearing('google-token')(request)
      const form = new URLSearchParams(request.body.toString())
      return form.get('refresh_token') === 'lasting' && form.get('client_id') === 'gcloud'
        ? json({ access_token: 'google-token' })
        : refused
    },
  },
  'Azure with the key of the account': {
    bucket: 'az://account1/models/a',
    env: (url) => ({ AZURE_STORAGE_SERVICE_ENDPOINT: url, AZURE_STORAGE_KEY: azureKey }),
    rule: signedByAccount,
  },
  'Azure with a connection string': {
    bucket: 'az://account1/models/a',
    env: (url) => ({
      AZURE_STORAGE_SERVICE_ENDPOINT: url,
      AZURE_STORAGE_CONNECTION_STRING: `DefaultEndpointsProtocol=https;AccountName=account1;AccountKey=${azureKey};EndpointSuffix=core.windows.net`,
    }),
    rule: signedByAccount,
  },
  'Azure with a shared access signature': {
    bucket: 'az://account1/models/a',
    env: (url) => ({ AZURE_STORAGE_SERVICE_ENDPOINT: url, AZURE_STORAGE_SAS_TOKEN: '?sv=2021&sig=a%2Fb' }),
    rule: ({ query, headers, method }) => {
      if (query.get('sig') !== 'a/b' || headers['x-ms-version'] === undefined) return refused
      const isWhole = method === 'PUT' && !query.has('comp')
      return isWhole && headers['x-ms-blob-type'] !== 'BlockBlob' ? { status: 400 } : undefined
    },
  },
  'Azure with a workload identity': {
    bucket: 'az://account1/models',
    env: (url) => ({
      AZURE_STORAGE_SERVICE_ENDPOINT: url,
      AZURE_AUTHORITY_HOST: `${url}/`,
      AZURE_CLIENT_ID: 'app',
      AZURE_TENANT_ID: 'tenant',
      AZURE_FEDERATED_TOKEN_FILE: fileWith('token-1'),
    }),
    rule: (request) => {
      if (request.path !== '/tenant/oauth2/v2.0/token') return bearing('azure-token')(request)
      const form = new URLSearchParams(request.body.toString())
      const isRight =
        form.get('client_assertion') === 'token-1' && form.get('scope') === 'https://storage.azure.com/.default'
      return isRight ? json({ access_token: 'azure-token' }) : refused
    },
  },
}

const clouds: FakeBuckets[] = []
afterEach(() => {
  for (const cloud of clouds.splice(0)) cloud.close()
})

async function worldOf(way: Way, over: Readonly<Record<string, string>> = {}) {
  const cloud = await fakeBuckets(way.rule)
  clouds.push(cloud)
  const env = {
    ...way.env(cloud.url),
    ...python,
    BODYWORK_BUCKET_PAUSE: '0.01',
    BODYWORK_BUCKET_PART: '12000',
    ...over,
  }
  return {
    cloud,
    /** Runs a stage that keeps a file of so many bytes. */
    keep: (bytes: number): Promise<Ended> => {
      const text = `open('weights', 'wb').write(bytes(i % 100 + 10 for i in range(${bytes})))`
      const wanted = { paths: ['weights'], folder, bucket: way.bucket }
      return containerOf([{ name: 'main.py', text }]).run('run', { ...env, BODYWORK_KEEP: JSON.stringify(wanted) })
    },
    /** Runs a stage after those that kept these, which prints what it finds. */
    give: (...ends: readonly Ended[]): Promise<Ended> => {
      const given = ends.map(({ message }, index) => {
        const [, sha256 = '', bytes = ''] =
          /^bucket:([0-9a-f]{64}):(\d+)$/.exec(message?.outputs['artifacts'] ?? '') ?? []
        return { stage: `stage-${index}`, bucket: way.bucket, folder, sha256, bytes: Number(bytes) }
      })
      const text = `import os
for index in range(${ends.length}):
    got = open(os.environ['BODYWORK_ARTIFACTS'] + '/stage-%d/weights' % index, 'rb').read()
    print(len(got), got == bytes(i % 100 + 10 for i in range(len(got))))`
      return containerOf([{ name: 'main.py', text }]).run('run', { ...env, BODYWORK_GIVEN: JSON.stringify(given) })
    },
  }
}

describe.each(Object.entries(ways))('%s', (_name, way) => {
  test('large and small artifacts go there and come back', async () => {
    const { cloud, keep, give } = await worldOf(way)
    const kept = await Promise.all([keep(50_000), keep(10)])
    for (const { code, err } of kept) expect(code, err).toBe(0)
    expect(await give(...kept)).toMatchObject({ code: 0, out: '50000 True\n10 True\n' })
    const [, prefix = ''] = /^\w\w:\/(.*)$/.exec(way.bucket.replace('az://account1', 'az:/')) ?? []
    expect([...cloud.objects.keys()].every((path) => path.startsWith(`${prefix}/${folder}/`))).toBe(true)
    expect(cloud.objects.size).toBe(2)
  })
})

test('addresses are those of the region, which is learned from the bucket when it is another one', () => {
  const program = `
import sys
sys.path.insert(0, "container")
import buckets, stores
class Answer:
    headers = {"x-amz-bucket-region": "cn-north-1"}
store = stores.S3("models")
print(store.address("a b/ü"), stores.S3("acme.models").address("k"))
print(store.learns(Answer, ""), store.address("k"), store.learns(Answer, ""))
print(buckets.opened("az://account1/models/a/")[0].address("models/a"), buckets.opened("gs://models")[0].address("k"))
`
  const env = { PATH: process.env['PATH'], PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf8', ...region }
  expect(execFileSync('python3', ['-c', program], { env, encoding: 'utf8' }).split('\n')).toEqual([
    'https://models.s3.eu-west-1.amazonaws.com/a%20b/%C3%BC https://s3.eu-west-1.amazonaws.com/acme.models/k',
    'True https://models.s3.cn-north-1.amazonaws.com.cn/k False',
    'https://account1.blob.core.windows.net/models/a https://storage.googleapis.com/models/k',
    '',
  ])
})

describe('what can go wrong', () => {
  test('what is there already is not sent again', async () => {
    const { cloud, keep } = await worldOf(plain)
    await keep(10)
    const before = cloud.asked.length
    expect((await keep(10)).code).toBe(0)
    expect(cloud.asked.slice(before)).toEqual([expect.stringMatching(/^HEAD /)])
  })

  test('an upload survives a server that is overloaded, a download a connection that breaks', async () => {
    const { cloud, keep, give } = await worldOf(plain)
    cloud.next.push({ status: 503 }, { status: 500 })
    const kept = await keep(50_000)
    expect(kept.code, kept.err).toBe(0)
    cloud.next.push({ cut: 20_000 }, { cut: 20_000 })
    expect(await give(kept)).toMatchObject({ code: 0, out: '50000 True\n' })
    expect(cloud.asked.filter((asked) => asked.startsWith('GET'))).toHaveLength(3)
  })

  test('a refusal is told with its code and without any secret, and half an upload is taken back', async () => {
    const { cloud, keep } = await worldOf({
      ...plain,
      rule: (request) => (request.query.get('partNumber') === '3' ? refused : signedBy()(request)),
    })
    const { code, err, message } = await keep(50_000)
    expect(code).toBe(1)
    expect(message?.error).toBe(
      'the artifacts were not kept in s3://models/a/b: the bucket refused to be written to: HTTP 403 AccessDenied',
    )
    expect(err).not.toContain(keys.secretAccessKey)
    expect(cloud.asked.at(-1)).toMatch(/^DELETE .*uploadId=/)
    expect(cloud.objects.size).toBe(0)
  })

  test('the address of a shared access signature is in no message', async () => {
    const azure = {
      bucket: 'az://account1/models',
      env: (url: string) => ({ AZURE_STORAGE_SERVICE_ENDPOINT: url }),
      rule: () => refused,
    }
    const { keep } = await worldOf(azure, { AZURE_STORAGE_SAS_TOKEN: 'sig=top-secret' })
    const { err, message } = await keep(10)
    expect(message?.error).toContain('refused to be written to: HTTP 403 AccessDenied')
    expect(err + JSON.stringify(message)).not.toContain('top-secret')
  })

  test('what was deleted from the bucket, and what was changed in it, is said', async () => {
    const { cloud, keep, give } = await worldOf(plain)
    const kept = await keep(10)
    const [[path = '', archive = Buffer.of()] = []] = [...cloud.objects]
    cloud.objects.set(path, Buffer.from(archive.toString('latin1').replace('\x0b\x0c', '\x0c\x0c'), 'latin1'))
    expect((await give(kept)).message?.error).toBe("the artifacts of stage 'stage-0' are damaged")
    cloud.objects.clear()
    expect((await give(kept)).message?.error).toBe(
      "the artifacts of stage 'stage-0' cannot be had from s3://models/a/b: it is not there",
    )
  })

  test.each([
    ['s3://models', /no AWS credentials in this pod: take AWS_ACCESS_KEY_ID .*IRSA/],
    ['az://account1/models', /no Azure credentials in this pod: take AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_KEY/],
  ])('without credentials for %s the ways to them are named', async (bucket, said) => {
    const { keep } = await worldOf({ ...plain, bucket, env: () => ({}) })
    expect((await keep(10)).message?.error).toMatch(said)
  })

  test.each([
    [
      'gs://models',
      { GOOGLE_APPLICATION_CREDENTIALS: '{"type": "service_account", "private_key": "top-secret"}' },
      /names is incomplete or damaged$/,
    ],
    ['gs://models', { GOOGLE_APPLICATION_CREDENTIALS: 'top-secret' }, /names is incomplete or damaged$/],
    [
      'gs://models',
      { GOOGLE_APPLICATION_CREDENTIALS: '{"type": "x"}' },
      /names neither a key of a service account nor/,
    ],
    ['az://account1/models', { AZURE_STORAGE_KEY: 'top-secret' }, /the key of the Azure storage account is incomplete/],
  ])('credentials for %s that are none are said to be: %j', async (bucket, given, said) => {
    const env = Object.entries(given).map(([key, text]) => [key, key.startsWith('GOOGLE') ? fileWith(text) : text])
    const { keep } = await worldOf({ ...plain, bucket, env: () => Object.fromEntries(env) })
    const { message, err } = await keep(10)
    expect(message?.error).toMatch(said)
    expect(err).not.toContain('top-secret')
  })
})
