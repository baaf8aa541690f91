import { cloudError, jsonField } from '../cloud-error.ts'
import { optionOf } from '../plugin-options.ts'
import { aksServerApp } from './clouds.ts'

/** Where an AKS cluster is, and as what one signs in. */
export interface AksAccess {
  readonly server: string
  readonly ca?: string
  readonly user: AksUser
}

/** With Entra a token for the server's application is wanted; a local account brings what it needs. */
export type AksUser =
  | { readonly kind: 'entra'; readonly serverId: string }
  | {
      readonly kind: 'local'
      readonly token?: string
      readonly clientCertificate?: { readonly cert: string; readonly key: string }
    }

/** What the resource manager's answer says of the cluster. */
export async function aksAccess(
  body: string,
  name: string,
  parseYaml: (text: string) => Promise<unknown>,
): Promise<AksAccess> {
  const encoded = at(jsonField(body, 'kubeconfigs'), 0, 'value')
  const config = await parseYaml(Buffer.from(text(encoded) ?? '', 'base64').toString('utf8'))
  const cluster = at(config, 'clusters', 0, 'cluster')
  const server = text(at(cluster, 'server'))
  if (server === undefined)
    throw cloudError(
      'azure-aks',
      `Azure gave no kubeconfig for ${name}`,
      'The cluster may be stopped or still be made.',
    )
  const ca = decoded(at(cluster, 'certificate-authority-data'))
  return { server, ...(ca === undefined ? {} : { ca }), user: userOf(at(config, 'users', 0, 'user'), name) }
}

function userOf(user: unknown, name: string): AksUser {
  const args = at(user, 'exec', 'args')
  if (Array.isArray(args)) return { kind: 'entra', serverId: optionOf(args.map(String), '--server-id') ?? aksServerApp }
  const provider = at(user, 'auth-provider', 'config')
  if (provider !== undefined) return { kind: 'entra', serverId: text(at(provider, 'apiserver-id')) ?? aksServerApp }
  const token = text(at(user, 'token'))
  const [cert, key] = [decoded(at(user, 'client-certificate-data')), decoded(at(user, 'client-key-data'))]
  if (token === undefined && (cert === undefined || key === undefined))
    throw cloudError('azure-aks', `the kubeconfig that Azure gave for ${name} holds no way to sign in`)
  return {
    kind: 'local',
    // The certificate suffices, and a token beside it would be a second identity.
    ...(cert === undefined || key === undefined ? { ...(token === undefined ? {} : { token }) } : {}),
    ...(cert === undefined || key === undefined ? {} : { clientCertificate: { cert, key } }),
  }
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value
  for (const step of path) found = typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined
  return found ?? undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function decoded(value: unknown): string | undefined {
  const encoded = text(value)
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8')
}
