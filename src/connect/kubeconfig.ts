import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { ProblemError } from '../model/problem.ts'
import type { Connection, Credentials } from './connection.ts'
import { type ExecSettings, execCredentials, type PluginCluster, type RunPlugin } from './exec-plugin.ts'

/** Which kubeconfig is meant: an input (path, content or base64), else KUBECONFIG, else in-cluster, else ~/.kube/config. */
export interface KubeconfigRequest {
  readonly kubeconfig?: string
  readonly context?: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What reading a kubeconfig needs of its surroundings. */
export interface KubeconfigPorts {
  readonly now: () => number
  readonly mask: (secret: string) => void
  readonly runPlugin: RunPlugin
  /** The built-in way for a well-known vendor plugin whose program is missing; undefined when it is none. */
  readonly builtIn?: (
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ) => (() => Promise<Credentials>) | undefined
}

type ClientNode = typeof import('@kubernetes/client-node')
type KubeConfig = InstanceType<ClientNode['KubeConfig']>

/** The connection of a kubeconfig's context; every way to sign in that kubectl knows and CI systems use. */
export async function connectKubeconfig(request: KubeconfigRequest, ports: KubeconfigPorts): Promise<Connection> {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  const origin = await load(config, request)
  if (request.context !== undefined) chooseContext(config, request.context)
  return connectionOf(config, origin, ports)
}

async function load(config: KubeConfig, request: KubeconfigRequest): Promise<string> {
  const given = request.kubeconfig
  try {
    if (given !== undefined && given !== '') return await loadGiven(config, given)
    const paths = request.env['KUBECONFIG']
    if (paths !== undefined && paths !== '') {
      const files = paths.split(process.platform === 'win32' ? ';' : ':').filter((path) => path !== '')
      config.loadFromFile(files[0] ?? '')
      for (const path of files.slice(1)) {
        const other = new (Object.getPrototypeOf(config).constructor as ClientNode['KubeConfig'])()
        other.loadFromFile(path)
        config.mergeConfig(other, true)
      }
      return 'KUBECONFIG'
    }
    if (request.env['KUBERNETES_SERVICE_HOST'] !== undefined) {
      config.loadFromCluster()
      return 'the service account of this pod'
    }
    const home = `${request.env['HOME'] ?? request.env['USERPROFILE'] ?? ''}/.kube/config`
    config.loadFromFile(home)
    return home
  } catch (error) {
    throw unreadable(given, request, error)
  }
}

async function loadGiven(config: KubeConfig, given: string): Promise<string> {
  if (/^\s*\{/.test(given) || given.includes('apiVersion:') || given.includes('clusters:')) {
    config.loadFromString(given)
    return 'the given kubeconfig'
  }
  const isFile =
    !given.includes('\n') &&
    (await readFile(given).then(
      () => true,
      () => false,
    ))
  if (isFile) {
    config.loadFromFile(given)
    return given
  }
  const text = Buffer.from(given.replace(/^data:[^,]*,/, '').replace(/\s/g, ''), 'base64').toString('utf8')
  if (!text.includes('clusters')) throw new Error('it is neither a file, nor YAML, nor base64 of it')
  config.loadFromString(text)
  return 'the given kubeconfig'
}

function unreadable(given: string | undefined, request: KubeconfigRequest, error: unknown): ProblemError {
  const isMissing = given === undefined && request.env['KUBECONFIG'] === undefined
  return new ProblemError('user', [
    {
      severity: 'error',
      code: isMissing ? 'connect/no-cluster' : 'connect/kubeconfig',
      message: isMissing ? 'no way into a cluster was found' : `the kubeconfig cannot be read: ${reasonOf(error)}`,
      hint: isMissing
        ? 'Set KUBECONFIG, give --kubeconfig, choose a provider, or use --local for a cluster on this machine.'
        : 'Give a path, the content of the file, or base64 of it.',
    },
  ])
}

/** Only the kind of trouble: messages of parsers show the text, and the text holds secrets. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason'
  if ('code' in error && error.code === 'ENOENT') return 'there is no such file'
  if ('code' in error && error.code === 'EACCES') return 'permission denied'
  return error.name === 'YAMLException' || error.name === 'SyntaxError'
    ? 'it is not YAML'
    : (error.message.split('\n')[0]?.slice(0, 200) ?? 'unknown reason')
}

function chooseContext(config: KubeConfig, context: string): void {
  const names = config.getContexts().map(({ name }) => name)
  if (!names.includes(context))
    throw new ProblemError('user', [
      {
        severity: 'error',
        code: 'connect/context',
        message: `the kubeconfig has no context "${context}"`,
        hint: `It has: ${names.join(', ') || 'none'}.`,
      },
    ])
  config.setCurrentContext(context)
}

function connectionOf(config: KubeConfig, origin: string, ports: KubeconfigPorts): Connection {
  const cluster = config.getCurrentCluster()
  const user = config.getCurrentUser()
  const context = config.getContextObject(config.getCurrentContext())
  if (cluster === null || !URL.canParse(cluster.server))
    throw new ProblemError('user', [
      {
        severity: 'error',
        code: 'connect/kubeconfig',
        message: `${origin} names no cluster in its current context`,
        hint: 'Set current-context, or give --context.',
      },
    ])
  const ca = pem(cluster.caData, cluster.caFile)
  const namespace = context?.namespace
  return {
    server: cluster.server,
    ...(ca === undefined ? {} : { ca }),
    ...(cluster.tlsServerName === undefined ? {} : { tlsServerName: cluster.tlsServerName }),
    ...(cluster.skipTLSVerify === true ? { insecureSkipTlsVerify: true } : {}),
    ...(cluster.proxyUrl === undefined ? {} : { proxyUrl: cluster.proxyUrl }),
    ...(namespace === undefined ? {} : { namespace }),
    credentials: credentialsOf(user, cluster, ports),
    describe: () => `${cluster.server} as ${user?.name ?? 'nobody'} by ${origin}`,
  }
}

type User = ReturnType<KubeConfig['getCurrentUser']>
type Cluster = NonNullable<ReturnType<KubeConfig['getCurrentCluster']>>

function credentialsOf(user: User, cluster: Cluster, ports: KubeconfigPorts): Connection['credentials'] {
  if (user === null) return () => Promise.resolve({})
  const exec: unknown = user.exec
  if (exec !== undefined && exec !== null) return execCredentials(exec as ExecSettings, told(cluster), ports)
  const cert = pem(user.certData, user.certFile)
  const key = pem(user.keyData, user.keyFile)
  const certificate = cert === undefined || key === undefined ? {} : { clientCertificate: { cert, key } }
  const tokenFile = Reflect.get(user, 'tokenFile') ?? Reflect.get(user.authProvider?.config ?? {}, 'tokenFile')
  if (typeof tokenFile === 'string') return fileToken(tokenFile, ports)
  if (user.token !== undefined) ports.mask(user.token)
  return () => Promise.resolve({ ...certificate, ...(user.token === undefined ? {} : { token: user.token }) })
}

/** A plugin is told the authority itself, wherever the kubeconfig keeps it. */
function told(cluster: Cluster): PluginCluster {
  const ca = cluster.caData === undefined ? pem(undefined, cluster.caFile) : undefined
  return ca === undefined ? cluster : { ...cluster, caData: Buffer.from(ca).toString('base64') }
}

const fileLifeMs = 60_000

/** A token that somebody else renews in a file is read again every minute. */
function fileToken(path: string, ports: KubeconfigPorts): Connection['credentials'] {
  let token = ''
  let readAt = Number.NEGATIVE_INFINITY
  return async (renew = false) => {
    if (renew || ports.now() - readAt > fileLifeMs) {
      token = (await readFile(path, 'utf8')).trim()
      readAt = ports.now()
      ports.mask(token)
    }
    return { token }
  }
}

function pem(data: string | undefined, file: string | undefined): string | undefined {
  if (data !== undefined && data !== '') return Buffer.from(data, 'base64').toString('utf8')
  return file === undefined || file === '' ? undefined : readFileSync(file, 'utf8')
}
