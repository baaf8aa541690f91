import { access } from 'node:fs/promises'
import type { Connection } from '../connect/connection.ts'
import type { Cluster } from '../run/ports.ts'
import type { ConnectPorts } from './connect-ports.ts'
import { bootstrapText, type ClusterTarget, type Connected, realClock, type Wiring } from './wire.ts'

/** The program put together: real files, clock, clusters. Parts are loaded when they are first needed. */
export function wiring(): Wiring & ConnectPorts {
  return {
    loadPipeline: async (file, options) => (await import('./load-config.ts')).loadConfig(file, options),
    bootstrap: bootstrapText,
    clock: realClock,
    judge: async () => (await import('../run/verdict.ts')).judge,
    connect,
    hasKubeconfig,
    connectTo: async (env) => (await connect({ env, isLocal: false })).cluster,
  }
}

async function connect(target: ClusterTarget): Promise<Connected> {
  const { connectTarget } = await import('./connect-target.ts')
  return clusterOver(await connectTarget(target), target)
}

/** The engine's port over a connection: sockets, retries, and the API on top. */
async function clusterOver(connection: Connection, target: ClusterTarget): Promise<Connected> {
  const [{ httpsTransport }, { retrying }, { kubeCluster }] = await Promise.all([
    import('../cluster/https-transport.ts'),
    import('../cluster/retry.ts'),
    import('../cluster/kube-cluster.ts'),
  ])
  const transport = retrying(httpsTransport(connection, target.env), { clock: realClock, random: Math.random })
  const cluster: Cluster = kubeCluster({
    transport,
    clock: realClock,
    random: Math.random,
    server: connection.server,
    streamsSets: true,
  })
  return { cluster, close: () => transport.close() }
}

async function hasKubeconfig(env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  if ((env['KUBECONFIG'] ?? '') !== '' || env['KUBERNETES_SERVICE_HOST'] !== undefined) return true
  return access(`${env['HOME'] ?? ''}/.kube/config`).then(
    () => true,
    () => false,
  )
}
