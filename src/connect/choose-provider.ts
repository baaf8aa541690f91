import type { Provider, ProviderRequest } from './provider-request.ts'

/** What was chosen and why; when nothing fits, what was looked for. */
export type Choice =
  | { readonly kind: 'chosen'; readonly provider: Provider; readonly why: string }
  | { readonly kind: 'none'; readonly tried: readonly string[] }

type Rule = readonly [
  tried: string,
  choose: (request: ProviderRequest, hasFile: (path: string) => boolean) => readonly [Provider, string] | undefined,
]

const rules: readonly Rule[] = [
  ['the input "provider"', ({ provider }) => (provider === 'auto' ? undefined : [provider, `provider is ${provider}`])],
  [
    'the input "kubeconfig"',
    ({ kubeconfig }) => (isSet(kubeconfig) ? ['kubeconfig', 'a kubeconfig was given'] : undefined),
  ],
  ['the full name of a cluster (ARN, projects/..., /subscriptions/...)', ({ cluster = '' }) => byName(cluster)],
  ['inputs of one provider beside "cluster"', byInputs],
  [
    'KUBECONFIG',
    ({ env }) => (isSet(env['KUBECONFIG']) ? ['kubeconfig', 'the variable KUBECONFIG is set'] : undefined),
  ],
  [
    'a service account of this pod',
    ({ env }) => (isSet(env['KUBERNETES_SERVICE_HOST']) ? ['kubeconfig', 'this runs inside a cluster'] : undefined),
  ],
  [
    '~/.kube/config',
    ({ env }, hasFile) => (hasFile(defaultKubeconfig(env)) ? ['kubeconfig', '~/.kube/config is there'] : undefined),
  ],
]

/** Decides which way into a cluster the inputs and the environment mean. */
export function chooseProvider(request: ProviderRequest, hasFile: (path: string) => boolean): Choice {
  for (const [, choose] of rules) {
    const found = choose(request, hasFile)
    if (found !== undefined) return { kind: 'chosen', provider: found[0], why: found[1] }
  }
  return { kind: 'none', tried: rules.slice(1).map(([tried]) => tried) }
}

/** Where kubectl looks when nobody says anything. */
export function defaultKubeconfig(env: ProviderRequest['env']): string {
  return `${env['HOME'] ?? env['USERPROFILE'] ?? ''}/.kube/config`
}

function byName(cluster: string): readonly [Provider, string] | undefined {
  if (/^arn:aws[^:]*:eks:/.test(cluster)) return ['eks', 'the cluster is named by an ARN of EKS']
  if (/^projects\/[^/]+\/(?:locations|zones|regions)\//.test(cluster)) return ['gke', 'the cluster has a name of GKE']
  if (/^\/subscriptions\//i.test(cluster)) return ['aks', 'the cluster is named by a resource id of Azure']
  return undefined
}

function byInputs(request: ProviderRequest): readonly [Provider, string] | undefined {
  if (!isSet(request.cluster)) return undefined
  for (const [provider, names] of ownInputs)
    for (const [name, read] of names)
      if (isSet(read(request))) return [provider, `the inputs "cluster" and "${name}" were given`]
  return undefined
}

type Own = readonly (readonly [string, (request: ProviderRequest) => string | undefined])[]

const ownInputs: readonly (readonly [Provider, Own])[] = [
  [
    'eks',
    [
      ['role-to-assume', ({ roleToAssume }) => roleToAssume],
      ['region', ({ region }) => region],
    ],
  ],
  [
    'gke',
    [
      ['workload-identity-provider', ({ workloadIdentityProvider }) => workloadIdentityProvider],
      ['location', ({ location }) => location],
      ['project', ({ project }) => project],
    ],
  ],
  [
    'aks',
    [
      ['resource-group', ({ resourceGroup }) => resourceGroup],
      ['subscription', ({ subscription }) => subscription],
      ['client-id', ({ clientId }) => clientId],
    ],
  ],
]

/** True for a variable or input that says something. */
export function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}
