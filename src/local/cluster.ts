import type { KubeObject } from '../plan/objects.ts'
import type { Ids } from './api/kernel.ts'
import { createLocalApi, type LocalApiServer, type LocalState } from './api/local-api.ts'
import { createResources } from './api/resources.ts'
import type { LocalClock, LocalStore, NodeRuntime } from './contract.ts'
import type { Control } from './controllers/control.ts'
import { quotaAdmission } from './controllers/quota/admission.ts'
import { allControllers } from './controllers/start.ts'
import { timestamp } from './timestamp.ts'

/** How a local cluster is put together. */
export interface LocalClusterOptions {
  readonly clock: LocalClock
  /** Runs the pods. */
  readonly node: NodeRuntime
  /** What the node has to give; by default more than any test asks for. */
  readonly allocatable?: Readonly<Record<string, string>>
  /** The certificate pods get, in PEM. */
  readonly caCertificate?: string
  readonly ids?: Ids
  readonly signingKey?: Uint8Array
  /** Where to start, from `api.state()` of an earlier cluster. */
  readonly state?: LocalState
  readonly historyLimit?: number
  /** Told of mistakes of a controller. */
  readonly onError?: Control['onError']
}

/** A Kubernetes in this process: API server, controllers and one node. */
export interface LocalCluster {
  readonly api: LocalApiServer
  readonly store: LocalStore
  /** Ends controllers, pods and timers; the API still answers, so that what became of them can be read. */
  stop(): Promise<void>
}

const PLENTY = { cpu: '1k', memory: '4Ti', 'ephemeral-storage': '4Ti', pods: '100k' }

/** Starts a local cluster; it is ready when this returns. Others build on this signature: what is new in it is optional. */
export function startLocalCluster(options: LocalClusterOptions): LocalCluster {
  const { clock, node, onError = () => {} } = options
  const resources = createResources()
  const api = createLocalApi({
    clock,
    node,
    resources,
    admission: [quotaAdmission(resources)],
    onError: (error) => onError('watch', '', error),
    ...(options.ids && { ids: options.ids }),
    ...(options.signingKey && { signingKey: options.signingKey }),
    ...(options.state && { state: options.state }),
    ...(options.historyLimit !== undefined && { historyLimit: options.historyLimit }),
  })
  const { store } = api
  register(store, node.nodeName, options.allocatable ?? PLENTY)
  const settings = { resources, onError, ...(options.caCertificate && { caCertificate: options.caCertificate }) }
  const stopControllers = allControllers(settings)(store)
  node.start(store)
  return {
    api,
    store,
    async stop() {
      stopControllers()
      await node.stop()
    },
  }
}

function register(store: LocalStore, name: string, allocatable: Readonly<Record<string, string>>): void {
  const key = { apiVersion: 'v1', kind: 'Node', name }
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': process.platform === 'win32' ? 'windows' : process.platform,
    'kubernetes.io/arch': process.arch === 'x64' ? 'amd64' : process.arch,
  }
  const known: KubeObject =
    store.get(key) ?? store.create({ apiVersion: 'v1', kind: 'Node', metadata: { name, labels } })
  const now = timestamp(store.clock.now())
  const ready = {
    type: 'Ready',
    status: 'True',
    lastHeartbeatTime: now,
    lastTransitionTime: now,
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
  }
  store.updateStatus({
    ...known,
    status: {
      capacity: allocatable,
      allocatable,
      conditions: [ready],
      addresses: [
        { type: 'InternalIP', address: '127.0.0.1' },
        { type: 'Hostname', address: name },
      ],
    },
  })
}
