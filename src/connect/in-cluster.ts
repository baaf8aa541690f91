import { readFile } from 'node:fs/promises'
import { isIPv6 } from 'node:net'
import type { MergedKubeconfig } from './kubeconfig-merge.ts'

/** Where Kubernetes lays the account of a pod into its containers. */
const accountFolder = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The kubeconfig that a pod would have: its account, at the server that its environment names. */
export async function podKubeconfig(
  env: Readonly<Record<string, string | undefined>>,
  folder = accountFolder,
): Promise<MergedKubeconfig> {
  const { KUBERNETES_SERVICE_HOST: host = '', KUBERNETES_SERVICE_PORT: port = '443' } = env
  const scheme = ['80', '8001', '8080'].includes(port) ? 'http' : 'https'
  const server = `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${port}`
  const namespace = await readFile(`${folder}/namespace`, 'utf8').catch(() => undefined)
  const name = 'pod'
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority': `${folder}/ca.crt` } }],
    users: [{ name, user: { tokenFile: `${folder}/token` } }],
    contexts: [{ name, context: { cluster: name, user: name, ...(namespace === undefined ? {} : { namespace }) } }],
    'current-context': name,
  }
}
