import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { ProblemError } from '../model/problem.ts'
import type { ParseYaml } from './azure/aks.ts'
import { isSet } from './choose-provider.ts'
import type { Connection } from './connection.ts'
import type { ExecPorts } from './exec-plugin.ts'
import { impersonationHeaders, impersonationOf } from './impersonation.ts'
import { podKubeconfig } from './in-cluster.ts'
import { contextNames, contextOf } from './kubeconfig-context.ts'
import { type MergedKubeconfig, mergedKubeconfig } from './kubeconfig-merge.ts'
import { credentialsOf, pem } from './kubeconfig-user.ts'

/** Which kubeconfig is meant: an input (path, content or base64), else KUBECONFIG, else in-cluster, else ~/.kube/config. */
export interface KubeconfigRequest {
  readonly kubeconfig?: string
  readonly context?: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What reading a kubeconfig needs of its surroundings. */
export interface KubeconfigPorts extends ExecPorts {
  readonly parseYaml: ParseYaml
}

/** Text of one kubeconfig, and the file it is from. */
interface KubeconfigText {
  readonly text: string
  readonly file?: string
}

/** The connection of a kubeconfig's context; every way to sign in that kubectl knows and CI systems use. */
export async function connectKubeconfig(request: KubeconfigRequest, ports: KubeconfigPorts): Promise<Connection> {
  const loaded = await load(request, ports.parseYaml)
  if (request.context !== undefined) checkContext(loaded.config, request.context)
  return connectionOf(loaded, request.context, ports)
}

async function load(request: KubeconfigRequest, parse: ParseYaml): Promise<Loaded> {
  const { kubeconfig: given, env } = request
  try {
    if (isSet(given)) return await merged(parse, await givenTexts(given))
    if (isSet(env['KUBECONFIG'])) return await merged(parse, await listedTexts(env['KUBECONFIG']))
    if (env['KUBERNETES_SERVICE_HOST'] !== undefined)
      return { config: await podKubeconfig(env), origin: 'the service account of this pod' }
    const home = `${env['HOME'] ?? env['USERPROFILE'] ?? ''}/.kube/config`
    return await merged(parse, { texts: [await textOf(home)], origin: home })
  } catch (error) {
    throw unreadable(given, request, error)
  }
}

interface Found {
  readonly texts: readonly KubeconfigText[]
  readonly origin: string
}

/** A kubeconfig, and where it is from. */
interface Loaded {
  readonly config: MergedKubeconfig
  readonly origin: string
}

async function merged(parse: ParseYaml, { texts, origin }: Found): Promise<Loaded> {
  const parsed = await Promise.all(texts.map(async ({ text, file }) => ({ content: await parse(text), file })))
  return { config: mergedKubeconfig(parsed), origin }
}

async function givenTexts(given: string): Promise<Found> {
  const origin = 'the given kubeconfig'
  if (/^\s*\{/.test(given) || given.includes('apiVersion:') || given.includes('clusters:'))
    return { texts: [{ text: given }], origin }
  const file = given.includes('\n') ? undefined : await textOf(given).catch(() => undefined)
  if (file !== undefined) return { texts: [file], origin: given }
  const text = Buffer.from(given.replace(/^data:[^,]*,/, '').replace(/\s/g, ''), 'base64').toString('utf8')
  if (!text.includes('clusters')) throw new Error('it is neither a file, nor YAML, nor base64 of it')
  return { texts: [{ text }], origin }
}

/** Of several files those that are not there are passed over, as kubectl does, unless none is. */
async function listedTexts(paths: string): Promise<Found> {
  const files = paths.split(process.platform === 'win32' ? ';' : ':').filter((path) => path !== '')
  const read = await Promise.allSettled(files.map(textOf))
  const texts = read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const failure = read.find(
    (result) => result.status === 'rejected' && (texts.length === 0 || !isMissing(result.reason)),
  )
  if (failure?.status === 'rejected') throw failure.reason
  return { texts, origin: 'KUBECONFIG' }
}

async function textOf(file: string): Promise<KubeconfigText> {
  return { text: await readFile(file, 'utf8'), file: resolve(file) }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
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
  if (isMissing(error)) return 'there is no such file'
  if ('code' in error && error.code === 'EACCES') return 'permission denied'
  return error.name.startsWith('YAML') || error.name === 'SyntaxError'
    ? 'it is not YAML'
    : (error.message.split('\n')[0]?.slice(0, 200) ?? 'unknown reason')
}

function checkContext(config: MergedKubeconfig, context: string): void {
  const names = contextNames(config)
  if (names.includes(context)) return
  throw new ProblemError('user', [
    {
      severity: 'error',
      code: 'connect/context',
      message: `the kubeconfig has no context "${context}"`,
      hint: `It has: ${names.join(', ') || 'none'}.`,
    },
  ])
}

function connectionOf({ config, origin }: Loaded, name: string | undefined, ports: ExecPorts): Connection {
  const { cluster, user, namespace } = contextOf(config, name)
  if (cluster === undefined || !URL.canParse(cluster.server))
    throw new ProblemError('user', [
      {
        severity: 'error',
        code: 'connect/kubeconfig',
        message: `${origin} names no cluster in its current context`,
        hint: 'Set current-context, or give --context.',
      },
    ])
  const ca = pem(cluster.caData, cluster.caFile)
  const impersonation = impersonationOf(user?.fields ?? {})
  const whom = impersonation === undefined ? '' : ` acting as ${impersonation.as}`
  return {
    server: cluster.server,
    ...(ca === undefined ? {} : { ca }),
    ...(cluster.tlsServerName === undefined ? {} : { tlsServerName: cluster.tlsServerName }),
    ...(cluster.skipTLSVerify === true ? { insecureSkipTlsVerify: true } : {}),
    ...(cluster.proxyUrl === undefined ? {} : { proxyUrl: cluster.proxyUrl }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(impersonation === undefined ? {} : { impersonation, headers: impersonationHeaders(impersonation) }),
    credentials: user === undefined ? () => Promise.resolve({}) : credentialsOf(user, cluster, ports),
    describe: () => `${cluster.server} as ${user?.name ?? 'nobody'}${whom} by ${origin}`,
  }
}
