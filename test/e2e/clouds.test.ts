import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fakeAws } from '../connect/fakes/aws.ts'
import { fakeAzure } from '../connect/fakes/azure.ts'
import { fakeCircle } from '../connect/fakes/circle.ts'
import { fakeGithub } from '../connect/fakes/github.ts'
import { fakeGoogle } from '../connect/fakes/google.ts'
import { Secrets, type Serving, serve } from '../connect/fakes/serving.ts'
import { runStep } from '../runner/runner.ts'
import { awsWays, azureWays, type Clouds, googleWays, kubeconfigWays, type Way } from './cloud-ways.ts'
import { kubeconfig, project } from './cluster.ts'
import { oneStage } from './one-stage.ts'
import { hasOpenssl, ownCertificate } from './own-certificate.ts'
import { type TokenGate, tokenGate } from './token-gate.ts'

const at = kubeconfig === undefined || !hasOpenssl ? undefined : project('clouds')
const vectors = JSON.parse(readFileSync('test/vectors/azure.json', 'utf8'))
/** Runs at a time: more would only wait for the node. */
const atOnce = 4

const hosts = [
  'sts.eu-west-1.amazonaws.com',
  'eks.eu-west-1.amazonaws.com',
  'oauth2.googleapis.com',
  'sts.googleapis.com',
  'iamcredentials.googleapis.com',
  'container.googleapis.com',
  'login.microsoftonline.com',
  'management.azure.com',
  'run.actions.example.test',
]

describe.runIf(at !== undefined)('from a cloud identity to a finished deployment, with an empty PATH', () => {
  const home = at ?? project('none')
  const temp = mkdtempSync(join(tmpdir(), 'clouds-'))
  const secrets = new Secrets()
  const config = realConfig()
  for (const line of config.admin.key.split('\n')) if (line.length > 40) secrets.keep(line)
  for (const line of vectors.privateKeyPem.split('\n')) if (line.length === 64) secrets.keep(line)
  const now = Date.now
  const github = fakeGithub(secrets, now)
  const circle = fakeCircle(secrets, now, github)
  const clusterToken = () => secrets.keep(home.kubectl('create', 'token', 'deployer').trim())
  const clientSecret = secrets.fresh('client')
  const common = { secrets, github: circle.both, now, clusterToken, ca: config.ca }
  const azure = fakeAzure({
    ...common,
    clientSecret,
    certificatePem: vectors.certificatePem,
    server: config.server,
    admin: config.admin,
  })
  const google = fakeGoogle({ ...common, endpoint: new URL(config.server).host })
  const printed: string[] = []
  let gate: TokenGate
  let aws: ReturnType<typeof fakeAws>
  let serving: Serving
  let certificate = ''

  beforeAll(async () => {
    home.kubectl('create', 'namespace', home.namespace)
    home.kubectl('create', 'serviceaccount', 'deployer')
    const account = `--serviceaccount=${home.namespace}:deployer`
    home.kubectl('create', 'rolebinding', 'deployer', '--clusterrole=admin', account)
    const own = clusterToken()
    gate = await tokenGate(
      { url: config.server, ca: config.ca, token: () => own },
      (token) => aws.tokenFault(token, 'prod') === undefined,
    )
    aws = fakeAws({ ...common, endpoint: gate.url })
    const tls = ownCertificate(temp, hosts)
    certificate = tls.path
    serving = await serve([github.fake, (request) => aws.fake(request), azure, google.fake], tls)
  })
  afterAll(() => {
    serving.close()
    gate.close()
    home.remove()
    rmSync(temp, { recursive: true })
  })

  const clouds = (): Clouds => ({
    github,
    circle,
    aws,
    google,
    url: serving.url,
    clientSecret,
    certificate: `${vectors.privateKeyPem}\n${vectors.certificatePem}`,
    identityToken: github.issue,
  })

  /** One step of the action in a folder of its own, with everything turned on that may be printed. */
  async function deployBy(name: string, way: Way) {
    const folder = join(temp, name)
    const here = (text: string) => text.replaceAll('{home}', folder)
    const put = (path: string, text: string, mode: number) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), here(text), { mode })
      chmodSync(join(folder, path), mode)
    }
    for (const [path, text] of Object.entries(way.files ?? {})) put(path, text, 0o600)
    for (const [path, text] of Object.entries(way.programs ?? {})) put(path, text, 0o700)
    put('code/bodywork.yaml', oneStage(name, home.namespace), 0o644)
    put('code/train.py', `print("trained by ${name}")\n`, 0o644)
    const fill = (given: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(Object.entries(given).map(([key, value]) => [key, here(value)]))
    const result = await runStep('main', {
      workspace: join(folder, 'code'),
      inputs: { 'log-level': 'debug', ...fill(way.inputs) },
      env: {
        PATH: '',
        HOME: folder,
        GITHUB_RUN_ID: name,
        RUNNER_DEBUG: '1',
        ACTIONS_STEP_DEBUG: 'true',
        HTTPS_PROXY: serving.url,
        NO_PROXY: `127.0.0.1,${new URL(config.server).hostname}`,
        NODE_EXTRA_CA_CERTS: certificate,
        ...fill(way.env),
      },
    })
    const told = result.output.split('\n').filter((line) => !line.startsWith('::add-mask::'))
    printed.push(...told, result.summary, JSON.stringify([result.outputs, result.state]))
    return result
  }

  async function deployAll(ways: Readonly<Record<string, Way>>): Promise<void> {
    const left = Object.entries(ways)
    const failures: string[] = []
    const worker = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const [name, way] = next
        const { exitCode, output } = await deployBy(name, way)
        if (exitCode !== 0 || !output.includes(`trained by ${name}`)) failures.push(`${name}: ${output.slice(-2000)}`)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    expect(failures).toEqual([])
  }

  test('EKS by every kind of credential', () => deployAll(awsWays(clouds())))
  test('GKE by every kind of credential', () => deployAll(googleWays(clouds())))
  test('AKS by every kind of credential', () => deployAll(azureWays(clouds())))
  test('a kubeconfig of every kind', async () => {
    await deployAll(kubeconfigWays(clouds(), { ...config, gate: gate.url }, clusterToken()))
  })

  test('no request was refused, and nothing that was printed, debug output included, holds a secret', () => {
    expect(gate.refused()).toBe(0)
    const text = printed.join('\n')
    expect(text.split('::debug::').length).toBeGreaterThan(200)
    expect(secrets.all.size).toBeGreaterThan(50)
    expect([...secrets.all].filter((secret) => text.includes(secret))).toEqual([])
    expect(text).not.toMatch(/X-Amz-Signature|k8s-aws-v1\./)
  })
})

function realConfig() {
  if (kubeconfig === undefined) return { server: 'https://none.example.test', ca: '', admin: { cert: '', key: '' } }
  const view = execFileSync('kubectl', ['config', 'view', '--raw', '--minify', '-o', 'json'], { encoding: 'utf8' })
  const { clusters, users } = JSON.parse(view)
  const decoded = (text: string) => Buffer.from(text, 'base64').toString()
  return {
    server: String(clusters[0].cluster.server),
    ca: decoded(clusters[0].cluster['certificate-authority-data']),
    admin: {
      cert: decoded(users[0].user['client-certificate-data'] ?? ''),
      key: decoded(users[0].user['client-key-data'] ?? ''),
    },
  }
}
