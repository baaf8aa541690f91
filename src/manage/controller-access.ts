import { sharedLabels } from '../plan/labels.ts'
import type { KubeObject } from '../plan/objects.ts'
import { controlNamespace } from '../plan/secret-copy.ts'
import { type NeedGroup, needsFrom } from './access-need.ts'
import { rulesFor } from './access-role.ts'

/** Account, role and binding of runs that the cluster starts by itself. */
export const controllerName = 'bodywork-workflow-controller'

const seen = ['list', 'watch']
const written = ['get', 'create', 'patch', 'delete', ...seen]

/** What deploying any pipeline into any namespace asks of the cluster; "bodywork rbac" prints less for one pipeline. */
const needs: readonly NeedGroup[] = [
  need('v1', 'Namespace', ['get', 'create', ...seen], 'make the namespace of a pipeline'),
  need('coordination.k8s.io/v1', 'Lease', ['update', ...written], 'hold the lock of a pipeline'),
  need('v1', 'Secret', ['update', ...written], 'keep records and copy secrets'),
  need('v1', 'ConfigMap', written, 'bring the code to the pods'),
  need('v1', 'ServiceAccount', written, 'give the stages their account'),
  need('rbac.authorization.k8s.io/v1', 'Role', written, 'give older pipelines what they may read'),
  need('rbac.authorization.k8s.io/v1', 'RoleBinding', written, 'give older pipelines what they may read'),
  need('batch/v1', 'Job', written, 'run stages'),
  need('apps/v1', 'Deployment', written, 'run services'),
  need('v1', 'Service', written, 'reach services'),
  need('networking.k8s.io/v1', 'Ingress', written, 'publish services'),
  need('gateway.networking.k8s.io/v1', 'HTTPRoute', written, 'publish services'),
  need('autoscaling/v2', 'HorizontalPodAutoscaler', written, 'scale services'),
  need('policy/v1', 'PodDisruptionBudget', written, 'keep services up'),
  need('apps/v1', 'ReplicaSet', seen, 'follow how services fare'),
  need('v1', 'Pod', ['get', 'delete', ...seen], 'follow how stages fare'),
  need('v1', 'Event', seen, 'name causes'),
  need('v1', 'ResourceQuota', seen, 'name causes'),
  need('v1', 'LimitRange', seen, 'name causes'),
  need('v1', 'PersistentVolumeClaim', seen, 'name causes'),
  need('v1', 'Node', seen, 'name causes'),
  need('discovery.k8s.io/v1', 'EndpointSlice', seen, 'see that services are reached'),
  { ...need('v1', 'Pod', ['get'], 'show logs'), subresource: 'log' },
]

/** The account, role and binding under which schedules deploy. */
export function controllerObjects(): readonly KubeObject[] {
  const metadata = { name: controllerName, labels: sharedLabels }
  const rbac = 'rbac.authorization.k8s.io'
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { ...metadata, namespace: controlNamespace } },
    { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata, rules: rulesFor(needsFrom(needs)) },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { ...metadata, name: `${controllerName}--${controlNamespace}` },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: controllerName },
      subjects: [{ kind: 'ServiceAccount', name: controllerName, namespace: controlNamespace }],
    },
  ]
}

function need(apiVersion: string, kind: string, verbs: readonly string[], why: string): NeedGroup {
  return { apiVersion, kind, verbs, why }
}
