import type { ClusterTarget } from './wire.ts'

/** The inputs of the providers: as the action spells them, and so does the command line with two dashes before. */
export const cloudInputs = [
  ['cluster', 'cluster', 'name of the cluster, or its full name (ARN, projects/..., /subscriptions/...)'],
  ['region', 'region', 'EKS: region of the cluster'],
  ['role-to-assume', 'roleToAssume', 'EKS: ARN of the role to assume'],
  ['project', 'project', 'GKE: project of the cluster'],
  ['location', 'location', 'GKE: region or zone of the cluster'],
  ['workload-identity-provider', 'workloadIdentityProvider', 'GKE: full name of the workload identity provider'],
  ['service-account', 'serviceAccount', 'GKE: service account to impersonate'],
  ['resource-group', 'resourceGroup', 'AKS: resource group of the cluster'],
  ['subscription', 'subscription', 'AKS: subscription of the cluster'],
  ['client-id', 'clientId', 'AKS: client id of the application or managed identity'],
  ['tenant-id', 'tenantId', 'AKS: tenant of the application'],
] as const

const providers = ['eks', 'gke', 'aks', 'kubeconfig'] as const

/** The part of a target that says which cloud is meant. */
export function cloudTarget(read: (name: string) => string | undefined): Pick<ClusterTarget, 'cloud'> {
  const named = cloudInputs.flatMap(([input, key]) => {
    const value = read(input)
    return value === undefined || value === '' ? [] : [[key, value] as const]
  })
  const provider = providers.find((name) => name === read('provider'))
  return { cloud: { ...Object.fromEntries(named), ...(provider === undefined ? {} : { provider }) } }
}
