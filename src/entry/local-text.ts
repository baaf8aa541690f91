/** A service as people see it. */
export interface ReachedService {
  readonly name: string
  readonly namespace: string
  readonly host: string
  readonly port: number
}

/** One line for each service: its name in the cluster, and its URL on this machine. */
export function serviceLines(services: readonly ReachedService[]): string {
  const named = services.map((service) => [`${service.namespace}/${service.name}`, service] as const)
  const width = Math.max(0, ...named.map(([name]) => name.length))
  return named.map(([name, { host, port }]) => `  ${name.padEnd(width)}  http://${host}:${port}\n`).join('')
}

/** How to use a local cluster with kubectl. */
export function kubectlLines(kubeconfig: string): string {
  return `Use it with kubectl:\n  export KUBECONFIG=${kubeconfig}\n  kubectl get pods -A\n`
}

/** How pods run; said at each start. */
export const processWords =
  'Pods run as processes of this machine with its Python; packages are installed once for the same requirements.'
