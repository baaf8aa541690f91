import type { ProviderRequest } from '../connect/provider-request.ts'

/** Which cluster is meant. */
export interface ClusterTarget {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly kubeconfig?: string
  readonly context?: string
  /** The provider and its inputs; `auto` when absent. */
  readonly cloud?: Partial<Omit<ProviderRequest, 'env' | 'kubeconfig' | 'context'>>
  /** Told which way in was chosen and why. */
  readonly say?: (text: string) => void
  /** Told every request to the cluster, without its headers and bodies. */
  readonly debug?: (text: string) => void
  /** The local cluster, in this process. */
  readonly isLocal: boolean
  /** Told every secret before its first use. */
  readonly mask?: (secret: string) => void
}
