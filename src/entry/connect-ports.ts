import type { Cluster } from '../run/ports.ts'

/** How a command reaches a cluster. */
export interface ConnectPorts {
  /** True when the environment names a kubeconfig that is there, or the usual one is. */
  readonly hasKubeconfig: (env: Readonly<Record<string, string | undefined>>) => Promise<boolean>
  readonly connectTo: (env: Readonly<Record<string, string | undefined>>) => Promise<Cluster>
}
