import type { Cluster } from '../run/ports.ts'
import type { ClusterTarget } from './cluster-target.ts'

/** How a command reaches a cluster. */
export interface ConnectPorts {
  /** True when the environment names a kubeconfig that is there, or the usual one is. */
  readonly hasKubeconfig: (env: Readonly<Record<string, string | undefined>>) => Promise<boolean>
  /** The cluster that the environment means, or the target where it says more. */
  readonly connectTo: (env: Readonly<Record<string, string | undefined>>, target?: ClusterTarget) => Promise<Cluster>
}
