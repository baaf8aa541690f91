import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { jwt } from '../builders-cloud.ts'
import { type GithubServer, githubServer } from '../entry/github-server.ts'
import { runStep, type StepOptions } from '../runner/runner.ts'
import { serveProgram, trainAndServe, trainProgram } from './cluster.ts'
import { type CompanyNetwork, companyNetwork } from './company-network.ts'
import { hasOpenssl, ownCertificate } from './own-certificate.ts'

// A server of GitHub and a cluster that only the company's proxy knows; a job in a container, as its root.
const program = process.env['BODYWORK_TEST_PROGRAM'] ?? join(process.cwd(), 'dist/index.js')
const home = mkdtempSync(join(tmpdir(), 'bodywork-enterprise-'))
const workspace = join(home, '__w/pipelines/pipelines')
const github = 'https://github.acme.example'
const cluster = 'https://kube.acme.example:6443'
const issuer = `${github}/_services/token`
const commit = () =>
  execFileSync('git', ['-C', workspace, '-c', 'safe.directory=*', 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()

function bodywork(...words: readonly string[]): string {
  const env = { PATH: process.env['PATH'], HOME: home, BODYWORK_LOCAL: join(home, 'local') }
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`bodywork ${words.join(' ')}: ${status}\n${stdout}\n${stderr}`)
  return stdout
}

function checkOut(files: Readonly<Record<string, string>>): void {
  mkdirSync(workspace, { recursive: true })
  const git = (...words: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', ...words], { cwd: workspace })
  git('init', '-q', '-b', 'main')
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text)
  git('add', '-A')
  git('commit', '-q', '-m', 'first')
  // The runner, which is not root, has made the folder; only root can show that.
  const given = ['', ...readdirSync(workspace, { recursive: true, encoding: 'utf8' })]
  if (process.getuid?.() === 0) for (const path of given) chownSync(join(workspace, path), 1001, 1001)
}

describe.skipIf(process.platform === 'win32' || !hasOpenssl)(
  'on a server of GitHub, behind a proxy, in a container',
  () => {
    let api: GithubServer
    let network: CompanyNetwork
    let certificate = ''

    beforeAll(async () => {
      checkOut({
        'bodywork.yaml': trainAndServe('small'),
        'train.py': trainProgram,
        'serve.py': serveProgram('v1'),
      })
      bodywork('local', 'up')
      const config = JSON.parse(readFileSync(join(home, 'local/kubeconfig'), 'utf8'))
      const real: string = config.clusters[0].cluster.server
      config.clusters[0].cluster.server = cluster
      mkdirSync(join(home, 'github/home'), { recursive: true })
      writeFileSync(join(home, 'kubeconfig'), JSON.stringify(config))
      api = await githubServer()
      const tls = ownCertificate(home, ['github.acme.example', 'pipelines.acme.example', 'kube.acme.example'])
      certificate = tls.path
      network = await companyNetwork(tls, {
        'kube.acme.example:6443': real,
        'github.acme.example': api.url,
        'pipelines.acme.example': () => ({
          value: jwt({ iss: issuer, aud: 'sts.amazonaws.com', sub: 'repo:acme/pipelines:ref:refs/heads/main' }),
        }),
      })
    })
    beforeEach(() => void network.seen.splice(0))
    afterAll(async () => {
      network.close()
      await api.close()
      bodywork('local', 'down', '--delete')
      rmSync(home, { recursive: true, force: true })
    })

    const main = (more: Partial<StepOptions> = {}) =>
      runStep('main', {
        workspace,
        ...more,
        inputs: { kubeconfig: join(home, 'kubeconfig'), ...more.inputs },
        env: {
          HOME: join(home, 'github/home'),
          GITHUB_SERVER_URL: github,
          GITHUB_API_URL: `${github}/api/v3`,
          GITHUB_SHA: commit(),
          HTTPS_PROXY: network.url,
          NO_PROXY: '.internal,10.0.0.0/8',
          NODE_EXTRA_CA_CERTS: certificate,
          NO_COLOR: '1',
          ...more.env,
        },
      })

    test('a deployment goes through the proxy, and everything it leaves leads to that server', async () => {
      const result = await main({ inputs: { environment: 'production', 'report-dir': '../reports' } })
      expect(result.exitCode, result.output).toBe(0)
      expect(result.annotations).toEqual([])
      expect(network.seen).toContain('POST github.acme.example/api/v3/repos/acme/pipelines/deployments')
      expect(network.seen.filter((line) => line.includes(' kube.acme.example:6443/')).length).toBeGreaterThan(10)
      const link = `${github}/acme/pipelines/actions/runs/4242`
      expect(api.deployments).toMatchObject([{ asked: { ref: commit(), environment: 'production/serve' } }])
      expect(api.deployments[0]?.statuses.at(-1)).toMatchObject({ state: 'success', log_url: link })
      expect(bodywork('history', 'iris', '--namespace', 'small', '--local')).toContain(link)
      const told = `${result.output}${result.summary}${JSON.stringify(result.outputs)}`
      expect(told).not.toContain('https://github.com/acme')
      expect(
        JSON.parse(bodywork('history', 'iris', '--namespace', 'small', '--local', '--format', 'json'))[0],
      ).toMatchObject({ commit: commit(), link })
    })

    test('the plan of a pull request is a comment there', async () => {
      const result = await main({
        event: { name: 'pull_request', payload: { pull_request: { number: 7 } } },
        inputs: { command: 'plan', comment: 'true' },
      })
      expect(result.exitCode, result.output).toBe(0)
      expect(network.seen).toContain('POST github.acme.example/api/v3/repos/acme/pipelines/issues/7/comments')
      expect(api.comments).toHaveLength(1)
    })

    test('a failure is annotated at the path of the repository, not of the container', async () => {
      const result = await main({ inputs: { set: 'stages.train.run=nowhere.py' } })
      expect(result.exitCode, result.output).toBe(2)
      expect(result.annotations).not.toEqual([])
      expect(JSON.stringify(result.annotations)).not.toContain('__w')
    })

    test('identity tokens come from that server, and the cloud is told to trust its issuer', async () => {
      const result = await main({
        inputs: {
          command: 'check',
          kubeconfig: '',
          provider: 'eks',
          cluster: 'prod',
          region: 'eu-west-1',
          'role-to-assume': 'arn:aws:iam::111122223333:role/deploy',
        },
        env: {
          ACTIONS_ID_TOKEN_REQUEST_URL: 'https://pipelines.acme.example/_services/idtoken?api-version=2.0',
          ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token-of-this-job',
        },
      })
      expect(network.seen).toContain('GET pipelines.acme.example/_services/idtoken')
      expect(result.output).toContain(`iss: ${issuer}`)
      expect(result.output).toContain('arn:aws:iam::111122223333:oidc-provider/github.acme.example/_services/token')
    })
  },
)
