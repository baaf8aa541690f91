import type { GkeEndpoint } from './google/gke-endpoint.ts'

/** Which cluster is meant, as inputs and environment say. */
export interface ProviderRequest {
  readonly provider: 'auto' | Provider
  readonly env: Readonly<Record<string, string | undefined>>
  /** Name, or the full name with which its cloud knows it. */
  readonly cluster?: string
  readonly region?: string
  /** ARNs by comma: each role is assumed with the keys of the one before. */
  readonly roleToAssume?: string
  readonly sessionName?: string
  readonly sessionTags?: Readonly<Record<string, string>>
  readonly allowedAccountIds?: readonly string[]
  readonly project?: string
  readonly location?: string
  readonly workloadIdentityProvider?: string
  readonly serviceAccount?: string
  readonly resourceGroup?: string
  readonly subscription?: string
  readonly clientId?: string
  readonly tenantId?: string
  /** The local administrator of an AKS cluster. */
  readonly asAdmin?: boolean
  /** Which address of the control plane. */
  readonly endpoint?: GkeEndpoint
  /** A stored credential: JSON, base64 of it, or an access token of Google. */
  readonly credentials?: string
  readonly kubeconfig?: string
  readonly context?: string
  /** Audience of the CI system's identity token, where it is not the usual one of the cloud. */
  readonly audience?: string
}

/** A way into a cluster. */
export type Provider = 'eks' | 'gke' | 'aks' | 'kubeconfig'
