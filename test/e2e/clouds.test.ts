import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpsTransport } from '../../src/cluster/https-transport.ts'
import { kubeCluster } from '../../src/cluster/kube-cluster.ts'
import { retrying } from '../../src/cluster/retry.ts'
import { plainYaml } from '../../src/config/plain-yaml.ts'
import { nodeCloudPorts, sender } from '../../src/connect/node-ports.ts'
import { identityTokens } from '../../src/connect/oidc.ts'
import { connect, type ProviderRequest } from '../../src/connect/provider.ts'
import { runCli } from '../../src/entry/cli.ts'
import { commandsWith } from '../../src/entry/command-table.ts'
import { realClock } from '../../src/entry/wire.ts'
import { wiring } from '../../src/entry/wiring.ts'
import { recordingIo } from '../builders-io.ts'
import { fakeAws } from '../connect/fakes/aws.ts'
import { fakeAzure } from '../connect/fakes/azure.ts'
import { fakeGithub } from '../connect/fakes/github.ts'
import { fakeGoogle } from '../connect/fakes/google.ts'
import { Secrets, type Serving, serve } from '../connect/fakes/serving.ts'
import { kubeconfig, project, serveProgram, trainAndServe, trainProgram } from './cluster.ts'
import { type TokenGate, tokenGate } from './token-gate.ts'

const at = kubeconfig === undefined ? undefined : project('clouds')
const vectors = JSON.parse(readFileSync('test/vectors/azure.json', 'utf8'))

describe.runIf(at !== undefined)(
  'from a cloud identity to a finished deployment, with no program of any vendor',
  () => {
    const home = at ?? project('none')
    const secrets = new Secrets()
    const github = fakeGithub(secrets, Date.now)
    const config = realConfig()
    const clusterToken = () => secrets.keep(home.kubectl('create', 'token', 'deployer').trim())
    const clientSecret = secrets.fresh('client')
    const common = { secrets, github, now: Date.now, clusterToken, ca: config.ca }
    const azure = fakeAzure({ ...common, clientSecret, certificatePem: vectors.certificatePem, server: config.server })
    const google = fakeGoogle({ ...common, endpoint: new URL(config.server).host })
    let gate: TokenGate
    let aws: ReturnType<typeof fakeAws>
    let serving: Serving
    const printed: string[] = []

    beforeAll(async () => {
      home.kubectl('create', 'namespace', home.namespace)
      home.kubectl('create', 'serviceaccount', 'deployer')
      home.commit({
        'bodywork.yaml': trainAndServe(home.namespace),
        'train.py': trainProgram,
        'serve.py': serveProgram('v0'),
      })
      const io = recordingIo({ cwd: home.folder })
      await runCli(
        ['rbac', '--serviceaccount', 'deployer', '--format', 'json'],
        io,
        commandsWith(() => wiring()),
      )
      execFileSync('kubectl', ['apply', '-f', '-'], { input: io.out() })
      const own = clusterToken()
      gate = await tokenGate(
        { url: config.server, ca: config.ca, token: () => own },
        (token) => aws.tokenFault(token, 'prod') === undefined,
      )
      aws = fakeAws({ ...common, endpoint: gate.url })
      serving = await serve([github.fake, (request) => aws.fake(request), azure, google.fake])
    })
    afterAll(() => {
      serving.close()
      gate.close()
      home.remove()
    })

    async function deployBy(request: Partial<ProviderRequest>, env: Readonly<Record<string, string>>, file?: string) {
      const send = serving.through(sender({}))
      const { identityToken: _, ...plain } = {
        ...nodeCloudPorts(env, () => undefined),
        send,
        readFile: async () => file,
      }
      const identityToken = identityTokens(plain)
      const connection = await connect(
        { provider: 'auto', env, ...request },
        {
          cloud: { ...plain, ...(identityToken === undefined ? {} : { identityToken }) },
          runPlugin: () => Promise.resolve({ kind: 'missing' }),
          parseYaml: async (text) => plainYaml(text),
          say: (text) => printed.push(text),
        },
      )
      const transport = retrying(httpsTransport(connection, {}), { clock: realClock, random: Math.random })
      const cluster = kubeCluster({
        transport,
        clock: realClock,
        random: Math.random,
        server: connection.server,
        onDebug: (text) => printed.push(text),
      })
      const io = recordingIo({ cwd: home.folder, env: { ...env } })
      const wired = { ...wiring(), connect: async () => ({ cluster, connection, close: () => transport.close() }) }
      const code = await runCli(
        ['deploy'],
        io,
        commandsWith(() => wired),
      )
      printed.push(connection.describe(), io.out(), io.err())
      return { code, out: io.out() }
    }

    const app = { AZURE_CLIENT_ID: 'app-1', AZURE_TENANT_ID: 'tenant-1' }
    const aks = {
      cluster: '/subscriptions/s/resourceGroups/ml/providers/Microsoft.ContainerService/managedClusters/prod',
    }
    const gke = { cluster: 'projects/p/locations/europe-west1/clusters/prod' }
    const eks = { cluster: 'prod', region: 'eu-west-1' }

    test.each([
      ['EKS by GitHub', () => deployBy({ ...eks, roleToAssume: aws.role }, github.env)],
      ['EKS by keys', () => deployBy(eks, aws.staticKeys())],
      ['GKE by GitHub', () => deployBy({ ...gke, workloadIdentityProvider: google.provider }, github.env)],
      [
        'GKE by a service account key',
        () => deployBy(gke, { GOOGLE_APPLICATION_CREDENTIALS: '/k' }, google.serviceAccount),
      ],
      ['AKS by GitHub', () => deployBy(aks, { ...github.env, ...app })],
      ['AKS by a client secret', () => deployBy(aks, { ...app, AZURE_CLIENT_SECRET: clientSecret })],
      [
        'AKS by a certificate',
        () =>
          deployBy(
            aks,
            { ...app, AZURE_CLIENT_CERTIFICATE_PATH: '/c' },
            `${vectors.privateKeyPem}\n${vectors.certificatePem}`,
          ),
      ],
    ])('%s', async (name, deploy) => {
      home.commit({ 'serve.py': serveProgram(name.replaceAll(' ', '-')) })
      const { code, out } = await deploy()
      expect(out).toContain('serve')
      expect(code).toBe(0)
      const answer = home.kubectl('get', '--raw', `/api/v1/namespaces/${home.namespace}/services/serve:8000/proxy/`)
      expect(answer.trim()).toBe(name.replaceAll(' ', '-'))
    })

    test('no request was refused, and nothing that was printed, debug output included, holds a secret', () => {
      expect(gate.refused()).toBe(0)
      const text = printed.join('\n')
      expect(text.length).toBeGreaterThan(5000)
      expect([...secrets.all].filter((secret) => text.includes(secret))).toEqual([])
      expect(text).not.toMatch(/X-Amz-Signature|k8s-aws-v1\./)
    })
  },
)

function realConfig(): { readonly server: string; readonly ca: string } {
  if (kubeconfig === undefined) return { server: 'https://none.example.test', ca: '' }
  const view = execFileSync('kubectl', ['config', 'view', '--raw', '--minify', '-o', 'json'], { encoding: 'utf8' })
  const { cluster } = JSON.parse(view).clusters[0]
  return { server: cluster.server, ca: Buffer.from(cluster['certificate-authority-data'], 'base64').toString() }
}
