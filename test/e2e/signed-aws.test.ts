import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectEks } from '../../src/connect/aws/eks.ts'
import type { CloudRequest } from '../../src/connect/cloud-ports.ts'
import { nodeCloudPorts, sender } from '../../src/connect/node-ports.ts'
import { jwt, problemOf } from '../builders-cloud.ts'

const hasPython = spawnSync('python3', ['-m', 'venv', '--help']).status === 0

/** What the fake says when it is ready. */
interface Ready {
  readonly url: string
  readonly roleArn: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

describe.runIf(hasPython)('a third-party fake that calculates every signature again', () => {
  let fake: ChildProcess
  let ready: Ready
  beforeAll(async () => {
    const options = ['--check-signatures', '--endpoint', 'https://eks.example.test']
    fake = spawn('test/fake-clouds/aws', options, { stdio: ['ignore', 'pipe', 'inherit'] })
    if (fake.stdout === null) throw new Error('no output')
    const [line] = await once(createInterface(fake.stdout), 'line')
    ready = JSON.parse(String(line))
  })
  afterAll(() => void fake.kill())

  /** To the fake, under the names that were meant: they are part of what is signed. */
  const send = (request: CloudRequest) => {
    const { host, pathname, search } = new URL(request.url)
    const headers = { ...request.headers, Host: host }
    return sender({})({ ...request, url: `${ready.url}${pathname}${search}`, headers })
  }
  const portsWith = (env: Readonly<Record<string, string>>, isCi = false) => ({
    ...nodeCloudPorts({ AWS_EC2_METADATA_DISABLED: 'true', ...env }, () => undefined),
    send,
    ...(isCi ? { identityToken: (audience: string) => Promise.resolve(jwt({ sub: 's', aud: audience })) } : {}),
  })
  const keys = (secret = ready.secretAccessKey) => ({
    AWS_ACCESS_KEY_ID: ready.accessKeyId,
    AWS_SECRET_ACCESS_KEY: secret,
  })
  const eks = { cluster: 'prod', region: 'eu-west-1' }

  test('takes an identity token for keys, and the signature that these keys make', async () => {
    const cluster = await connectEks(portsWith({}, true), { ...eks, roleToAssume: ready.roleArn })
    expect(cluster.server).toBe('https://eks.example.test')
    expect((await cluster.token?.())?.token).toMatch(/^k8s-aws-v1\./)
  })

  test('takes signatures of long-lived keys, and of a role assumed with them', async () => {
    expect((await connectEks(portsWith(keys()), eks)).server).toBe('https://eks.example.test')
    const chained = await connectEks(portsWith(keys()), { ...eks, roleToAssume: ready.roleArn })
    expect(chained.description).toContain(`then ${ready.roleArn}`)
  })

  test('refuses a wrong key, which is told without it', async () => {
    const problem = await problemOf(connectEks(portsWith(keys('unique-wrong-secret')), eks))
    expect(problem?.code).toBe('connect/aws-eks')
    expect(JSON.stringify(problem)).not.toContain('unique-wrong-secret')
  })

  test('refuses a cluster that is not there', async () => {
    const problem = await problemOf(connectEks(portsWith(keys()), { ...eks, cluster: 'other' }))
    expect(problem?.message).toContain('ResourceNotFoundException')
  })
})
