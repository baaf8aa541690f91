import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { KubeConfig } from '@kubernetes/client-node'
import { ProblemError } from '../model/problem.ts'
import { type Connection, type Credentials, renewing } from './connection.ts'
import { type ExecPorts, type ExecSettings, execCredentials, type PluginCluster } from './exec-plugin.ts'
import { claimsOf } from './jwt-claims.ts'
import { type KubeconfigCluster, type KubeconfigContext, text } from './kubeconfig-context.ts'
import type { Fields } from './kubeconfig-merge.ts'

type User = NonNullable<KubeconfigContext['user']>

/** What proves who a user is, in every way that kubectl knows and CI systems use. */
export function credentialsOf(user: User, cluster: KubeconfigCluster, ports: ExecPorts): Connection['credentials'] {
  const { exec, tokenFile, token, username, ...fields } = user.fields
  if (exec !== undefined && exec !== null) return execCredentials(exec as ExecSettings, told(cluster), ports)
  if (typeof tokenFile === 'string' && tokenFile !== '') return fileToken(tokenFile, ports)
  const cert = pem(text(fields['client-certificate-data']), text(fields['client-certificate']))
  const key = pem(text(fields['client-key-data']), text(fields['client-key']))
  const certificate = cert === undefined || key === undefined ? {} : { clientCertificate: { cert, key } }
  if (typeof token === 'string') {
    ports.mask(token)
    return () => Promise.resolve({ ...certificate, token })
  }
  const provider = fields['auth-provider']
  if (cert === undefined && typeof provider === 'object' && provider !== null)
    return authProvider(user, { ...provider }, ports)
  if (cert === undefined && text(username) !== undefined) throw noBasic(user.name)
  return () => Promise.resolve(certificate)
}

/** The data itself, or what the file holds. */
export function pem(data: string | undefined, file: string | undefined): string | undefined {
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8')
  return file === undefined ? undefined : readFileSync(file, 'utf8')
}

/** A plugin is told the authority itself, wherever the kubeconfig keeps it. */
function told(cluster: KubeconfigCluster): PluginCluster {
  const ca = cluster.caData === undefined ? pem(undefined, cluster.caFile) : undefined
  return ca === undefined ? cluster : { ...cluster, caData: Buffer.from(ca).toString('base64') }
}

const fileLifeMs = 60_000

/** A token that somebody else renews in a file is read again every minute. */
function fileToken(path: string, ports: ExecPorts): Connection['credentials'] {
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

/** OpenID Connect is done by `KubeConfig`; what the clouds once had here is done by our own ways in. */
function authProvider(user: User, provider: Fields, ports: ExecPorts): Connection['credentials'] {
  const name = text(provider['name']) ?? ''
  const given = provider['config']
  const settings = typeof given === 'object' && given !== null ? given : {}
  if (name === 'oidc') return openId(user, settings, ports)
  const call = formerPlugins[name]?.(settings)
  const mint = call === undefined ? undefined : ports.builtIn?.(call.command, call.args, {})
  if (mint !== undefined) return renewing(mint, ports)
  throw new ProblemError('user', [
    {
      severity: 'error',
      code: 'connect/auth-provider',
      message: `the user "${user.name}" of the kubeconfig signs in by the auth-provider "${name}", which Kubernetes has removed`,
      hint: 'Make the kubeconfig anew, or choose a provider instead of it.',
    },
  ])
}

const formerPlugins: Readonly<
  Record<string, (settings: object) => { readonly command: string; readonly args: readonly string[] }>
> = {
  gcp: () => ({ command: 'gke-gcloud-auth-plugin', args: [] }),
  azure: (settings) => ({
    command: 'kubelogin',
    args: ['get-token', '--server-id', String(Reflect.get(settings, 'apiserver-id') ?? '')],
  }),
}

function openId(user: User, settings: object, ports: ExecPorts): Connection['credentials'] {
  for (const name of ['id-token', 'refresh-token', 'client-secret']) {
    const secret: unknown = Reflect.get(settings, name)
    if (typeof secret === 'string' && secret !== '') ports.mask(secret)
  }
  let config: Promise<KubeConfig> | undefined
  const mint = async (): Promise<Credentials> => {
    const options = { headers: {} }
    config ??= signedInBy(user)
    await (await config).applyToHTTPSOptions(options)
    const header: unknown = Reflect.get(options.headers, 'Authorization')
    const token = typeof header === 'string' ? header.replace(/^Bearer /, '') : undefined
    if (token === undefined) throw lapsed()
    ports.mask(token)
    const expiry = claimsOf(token)['exp']
    return { token, ...(typeof expiry === 'number' ? { expiresAt: expiry * 1000 } : {}) }
  }
  return renewing(mint, ports)
}

/** It keeps the tokens that it has renewed. Loading it takes longer than all the rest of a start, so only who needs it does. */
async function signedInBy({ name, fields }: User): Promise<KubeConfig> {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  const contexts = [{ name, context: { cluster: name, user: name } }]
  // It takes no kubeconfig without a cluster; the token is the same for all.
  const clusters = [{ name, cluster: { server: 'https://cluster.invalid' } }]
  config.loadFromString(
    JSON.stringify({ clusters, users: [{ name, user: fields }], contexts, 'current-context': name }),
  )
  return config
}

function lapsed(): ProblemError {
  return new ProblemError('user', [
    {
      severity: 'error',
      code: 'connect/oidc-expired',
      message: "the kubeconfig's OpenID token has lapsed, and there is no refresh token to renew it",
      hint: 'Sign in again, or give a kubeconfig with client-id, refresh-token and idp-issuer-url.',
    },
  ])
}

function noBasic(name: string): ProblemError {
  return new ProblemError('user', [
    {
      severity: 'error',
      code: 'connect/basic-auth',
      message: `the user "${name}" of the kubeconfig has a name and a password, which Kubernetes no longer takes`,
      hint: 'Use a token, a client certificate, or a provider.',
    },
  ])
}
