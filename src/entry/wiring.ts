import { existsSync } from 'node:fs'
import type { Transport } from '../cluster/transport.ts'
import type { Connection } from '../connect/connection.ts'
import type { Cluster } from '../run/ports.ts'
import type { ClusterTarget } from './cluster-target.ts'
import type { ConnectPorts } from './connect-ports.ts'
import { lateReleases } from './late-releases.ts'
import { type Connected, containerPrograms, realClock, type Wiring } from './wire.ts'

/** The program put together: real files, clock, clusters. Parts are loaded when they are first needed. */
export function wiring(): Wiring & ConnectPorts {
  return {
    loadPipeline: async (file, options) => (await import('./load-config.ts')).loadConfig(file, options),
    programs: containerPrograms,
    clock: realClock,
    judge: async () => (await import('../run/verdict.ts')).judge,
    connect,
    hasKubeconfig,
    connectTo: async (env, target) => (await connect({ isLocal: false, ...target, env })).cluster,
  }
}

async function connect(target: ClusterTarget): Promise<Connected> {
  if (target.isLocal) return connectHere(target)
  const { connectTarget } = await import('./connect-target.ts')
  return clusterOver(await connectTarget(target), target)
}

/** The local cluster: over its socket when it is up, in this process otherwise. */
async function connectHere(target: ClusterTarget): Promise<Connected> {
  const { connectLocal } = await import('./local-connection.ts')
  const local = await connectLocal(target, (text) => void process.stderr.write(text))
  const over = local.kind === 'up' ? await clusterOver(local.connection, target) : await clusterIn(local.transport)
  return {
    ...over,
    close: async () => {
      await over.close()
      await local.close()
    },
  }
}

/** The engine's port without a socket. */
async function clusterIn(transport: Transport): Promise<Connected> {
  const { kubeCluster } = await import('../cluster/kube-cluster.ts')
  const cluster = kubeCluster({ transport, clock: realClock, random: Math.random, server: 'the local cluster' })
  return { cluster, transport, close: () => transport.close() }
}

/** The engine's port over a connection: sockets, retries, and the API on top. */
async function clusterOver(connection: Connection, target: ClusterTarget): Promise<Connected> {
  const [{ httpsTransport }, { retrying }, { kubeCluster }] = await Promise.all([
    import('../cluster/https-transport.ts'),
    import('../cluster/retry.ts'),
    import('../cluster/kube-cluster.ts'),
  ])
  const raw = await debugged(await knowing(httpsTransport(connection, target.env), connection), target)
  const transport = retrying(raw, { clock: realClock, random: Math.random })
  const cluster: Cluster = kubeCluster({
    transport,
    clock: realClock,
    random: Math.random,
    server: connection.server,
    streamsSets: true,
  })
  const releases = lateReleases(connection, target)
  return { cluster, releases, connection, transport: raw, close: () => transport.close() }
}

async function knowing(transport: Transport, { caller }: Connection): Promise<Transport> {
  return caller === undefined ? transport : (await import('../cluster/told-caller.ts')).toldCaller(transport, caller)
}

async function debugged(transport: Transport, { debug }: ClusterTarget): Promise<Transport> {
  if (debug === undefined) return transport
  return (await import('../cluster/told-requests.ts')).toldRequests(transport, debug, realClock.now)
}

async function hasKubeconfig(env: Readonly<Record<string, string | undefined>>): Promise<boolean> {
  if ((env['KUBECONFIG'] ?? '') !== '' || env['KUBERNETES_SERVICE_HOST'] !== undefined) return true
  return existsSync(`${env['HOME'] ?? ''}/.kube/config`)
}
