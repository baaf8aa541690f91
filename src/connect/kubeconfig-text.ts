import type { Connection, Credentials } from './connection.ts'
import type { Impersonation } from './impersonation.ts'

/** A kubeconfig with what a connection knows now, for programs that are started later; its token will lapse. */
export function kubeconfigText(connection: Connection, credentials: Credentials): string {
  const { server, ca, tlsServerName, proxyUrl, insecureSkipTlsVerify, namespace, impersonation } = connection
  const certificate = credentials.clientCertificate ?? connection.clientCertificate
  const cluster = {
    server: connection.serverForPrograms ?? server,
    ...(ca === undefined ? {} : { 'certificate-authority-data': base64(ca) }),
    ...(tlsServerName === undefined ? {} : { 'tls-server-name': tlsServerName }),
    ...(proxyUrl === undefined ? {} : { 'proxy-url': proxyUrl }),
    ...(insecureSkipTlsVerify === true ? { 'insecure-skip-tls-verify': true } : {}),
  }
  const user = {
    ...(credentials.token === undefined ? {} : { token: credentials.token }),
    ...(certificate === undefined
      ? {}
      : { 'client-certificate-data': base64(certificate.cert), 'client-key-data': base64(certificate.key) }),
    ...(impersonation === undefined ? {} : impersonated(impersonation)),
  }
  const name = 'bodywork'
  const context = { cluster: name, user: name, ...(namespace === undefined ? {} : { namespace }) }
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster }],
    users: [{ name, user }],
    contexts: [{ name, context }],
    'current-context': name,
  }
  return `${JSON.stringify(config, null, 2)}\n`
}

function impersonated({ as, uid, groups, extra }: Impersonation): object {
  return {
    as,
    ...(uid === undefined ? {} : { 'as-uid': uid }),
    ...(groups.length === 0 ? {} : { 'as-groups': groups }),
    ...(Object.keys(extra).length === 0 ? {} : { 'as-user-extra': extra }),
  }
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
