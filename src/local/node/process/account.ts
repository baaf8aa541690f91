import { writeFileSync } from 'node:fs'
import type { PodContext } from '../simulated/pod-context.ts'
import type { Machine } from './machine.ts'
import type { PathPair } from './path-map.ts'

/** Where clients within a cluster look for the token, the certificate and the namespace of their pod. */
export const ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount'

const HOST = '127.0.0.1'

/** By these variables clients know that they run in a cluster, and where its API server is. */
export function apiVariables(port: number | undefined): Record<string, string> {
  if (port === undefined) return {}
  return {
    KUBERNETES_SERVICE_HOST: HOST,
    KUBERNETES_SERVICE_PORT: String(port),
    KUBERNETES_SERVICE_PORT_HTTPS: String(port),
  }
}

/**
 * For programs to which the folder of the account is not where they look for it (all but Python): a kubeconfig with the
 * same token, named by KUBECONFIG unless the pod says something else.
 */
export function accountVariables(
  machine: Pick<Machine, 'apiPort'>,
  context: Pick<PodContext, 'pod'>,
  path: string,
  mounts: readonly PathPair[],
  env: Readonly<Record<string, string>>,
): Record<string, string> {
  const port = machine.apiPort?.()
  const mount = mounts.find(({ inside }) => inside === ACCOUNT_FOLDER)
  if (port === undefined || mount === undefined || env['KUBECONFIG'] !== undefined) return {}
  const cluster = { server: `https://${HOST}:${port}`, 'certificate-authority': `${mount.outside}/ca.crt` }
  const namespace = context.pod.metadata.namespace ?? 'default'
  const name = 'pod'
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster }],
    users: [{ name, user: { tokenFile: `${mount.outside}/token` } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
    'current-context': name,
  }
  writeFileSync(path, JSON.stringify(config))
  return { KUBECONFIG: path }
}
