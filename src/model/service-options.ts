/** How a pod of a service is checked. */
export type Health =
  | { readonly kind: 'http'; readonly path: string; readonly port?: number }
  | { readonly kind: 'tcp'; readonly port?: number }
  | { readonly kind: 'command'; readonly command: readonly string[] }
  | { readonly kind: 'grpc'; readonly port?: number; readonly service?: string }

/** How a service is reached from outside the cluster. */
export interface Ingress {
  readonly host?: string
  /** Undefined keeps the contract of the original: `/NAMESPACE/STAGE/` with the prefix stripped. */
  readonly path?: string
  readonly className?: string
  readonly tlsSecret?: string
  readonly annotations: Readonly<Record<string, string>>
  readonly via: 'ingress' | 'gateway'
  readonly gateway?: { readonly name: string; readonly namespace?: string }
}
