import { parsedJson } from '../model/json-text.ts'
import { ProblemError } from '../model/problem.ts'
import { type Connection, type Credentials, renewing } from './connection.ts'

/** The `exec` section of a kubeconfig's user. */
export interface ExecSettings {
  readonly apiVersion?: string
  readonly command: string
  readonly args?: readonly string[]
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null
  readonly installHint?: string
  readonly provideClusterInfo?: boolean
  readonly interactiveMode?: string
}

/** Runs a credential program: its output, or what went wrong. */
export type RunPlugin = (
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) => Promise<
  | { readonly kind: 'ended'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'missing' }
>

/** The cluster as a plugin may be told about it. */
export interface PluginCluster {
  readonly server: string
  readonly caData?: string
  readonly tlsServerName?: string
  readonly skipTLSVerify?: boolean
  readonly proxyUrl?: string
}

/** What running plugins needs. */
export interface ExecPorts {
  readonly now: () => number
  readonly mask: (secret: string) => void
  readonly runPlugin: RunPlugin
  readonly builtIn?: (
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ) => (() => Promise<Credentials>) | undefined
}

const versions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1']

/** Credentials of an exec plugin: kept until they lapse, asked for once for all who wait, and again after a 401. */
export function execCredentials(
  settings: ExecSettings,
  cluster: PluginCluster,
  ports: ExecPorts,
): Connection['credentials'] {
  const version = settings.apiVersion ?? ''
  if (!versions.includes(version))
    throw problem(
      `the plugin "${settings.command}" speaks ${version || 'no version'} of the exec protocol`,
      `Update the kubeconfig: ${versions.join(' or ')}.`,
    )
  if (version.endsWith('/v1') && settings.interactiveMode === undefined)
    throw problem(
      `the plugin "${settings.command}" has no interactiveMode`,
      'Add "interactiveMode: Never" to its exec section: version v1 of the exec protocol demands it.',
    )
  if (settings.interactiveMode === 'Always')
    throw problem(
      `the plugin "${settings.command}" wants to talk to a person`,
      'Use a way to sign in that needs no terminal.',
    )
  const args = settings.args ?? []
  const env = Object.fromEntries((settings.env ?? []).map(({ name, value }) => [name, value]))
  const mint = async (): Promise<Credentials> => {
    const info = JSON.stringify(execInfo(version, settings, cluster))
    const answer = await ports.runPlugin(settings.command, args, { ...env, KUBERNETES_EXEC_INFO: info })
    if (answer.kind === 'missing') {
      const builtIn = ports.builtIn?.(settings.command, args, env)
      if (builtIn !== undefined) return builtIn()
      throw problem(
        `the program "${settings.command}" that the kubeconfig names is not installed`,
        settings.installHint ?? 'Install it, or choose a provider instead of the kubeconfig.',
      )
    }
    if (answer.exitCode !== 0)
      throw problem(
        `the program "${settings.command}" failed with exit code ${answer.exitCode}: ${answer.stderr.trim().split('\n').slice(-3).join(' ').slice(0, 500)}`,
      )
    return credentialsFrom(answer.stdout, version, settings.command, ports)
  }
  return renewing(mint, { now: ports.now })
}

/** What a plugin is told in KUBERNETES_EXEC_INFO. */
export function execInfo(version: string, settings: ExecSettings, cluster: PluginCluster): unknown {
  return {
    kind: 'ExecCredential',
    apiVersion: version,
    spec: {
      ...(settings.provideClusterInfo === true ? { cluster: clusterInfo(cluster) } : {}),
      interactive: false,
    },
  }
}

function clusterInfo(cluster: PluginCluster) {
  return {
    server: cluster.server,
    ...(cluster.tlsServerName === undefined ? {} : { 'tls-server-name': cluster.tlsServerName }),
    ...(cluster.skipTLSVerify === true ? { 'insecure-skip-tls-verify': true } : {}),
    ...(cluster.caData === undefined ? {} : { 'certificate-authority-data': cluster.caData }),
    ...(cluster.proxyUrl === undefined ? {} : { 'proxy-url': cluster.proxyUrl }),
    config: null,
  }
}

function credentialsFrom(stdout: string, version: string, command: string, ports: ExecPorts): Credentials {
  const answer = parsed(stdout, command)
  if (text(answer, 'kind') !== 'ExecCredential' || text(answer, 'apiVersion') !== version)
    throw problem(
      `the program "${command}" answered with ${text(answer, 'apiVersion') ?? 'no'} ${text(answer, 'kind') ?? 'kind'} instead of an ExecCredential of ${version}`,
    )
  const status: unknown = Reflect.get(answer, 'status')
  if (typeof status !== 'object' || status === null) throw problem(`the program "${command}" gave no credentials`)
  const [token, cert, key] = [
    text(status, 'token'),
    text(status, 'clientCertificateData'),
    text(status, 'clientKeyData'),
  ]
  for (const secret of [token, key]) if (secret !== undefined) ports.mask(secret)
  if ((cert === undefined) !== (key === undefined))
    throw problem(`the program "${command}" gave only one half of certificate and key`)
  if (token === undefined && cert === undefined)
    throw problem(`the program "${command}" gave neither a token nor a certificate`)
  const expiresAt = Date.parse(text(status, 'expirationTimestamp') ?? '')
  return {
    ...(token === undefined ? {} : { token }),
    ...(cert === undefined || key === undefined ? {} : { clientCertificate: { cert, key } }),
    ...(Number.isNaN(expiresAt) ? {} : { expiresAt }),
  }
}

function parsed(stdout: string, command: string): object {
  const value: unknown = parsedJson(stdout)
  if (typeof value === 'object' && value !== null) return value
  // The output may hold a token: it is not shown.
  throw problem(`the program "${command}" did not print JSON`)
}

function text(value: object, name: string): string | undefined {
  const found: unknown = Reflect.get(value, name)
  return typeof found === 'string' && found !== '' ? found : undefined
}

function problem(message: string, hint?: string): ProblemError {
  return new ProblemError('cluster', [
    { severity: 'error', code: 'connect/exec-plugin', message, ...(hint === undefined ? {} : { hint }) },
  ])
}
