import type { KubeObject } from './objects.ts'

/** Kinds in the order they must exist; what is not named here needs what comes before it. */
const first = [
  'Namespace',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
  'IngressClass',
  'ResourceQuota',
  'LimitRange',
  'NetworkPolicy',
  'ServiceAccount',
  'Secret',
  'ConfigMap',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'ClusterRole',
  'ClusterRoleBinding',
  'Role',
  'RoleBinding',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicaSet',
  'Deployment',
  'StatefulSet',
  'Job',
  'CronJob',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Ingress',
  'APIService',
]

/** Kinds that come after everything else: they can stop what is applied after them. */
const last = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicyBinding']

/** Objects in the order in which they can be applied; of one kind, as they were written. */
export function inApplyOrder<T extends Pick<KubeObject, 'kind'>>(objects: readonly T[]): readonly T[] {
  return objects
    .map((object, index) => ({ object, index, rank: rankOf(object.kind) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ object }) => object)
}

function rankOf(kind: string): number {
  const at = first.indexOf(kind)
  if (at >= 0) return at
  return last.includes(kind) ? 1000 : 500
}
