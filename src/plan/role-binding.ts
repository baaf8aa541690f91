import type { PlanContext } from './context.ts'
import { sharedLabels } from './labels.ts'
import type { KubeObject } from './objects.ts'
import { stageAccount } from './service-account.ts'

/** Gives the stages' role to the stages' account. */
export function roleBindingFor({ pipeline }: PlanContext): KubeObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: stageAccount, namespace: pipeline.namespace, labels: sharedLabels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: stageAccount },
    subjects: [{ kind: 'ServiceAccount', name: stageAccount, namespace: pipeline.namespace }],
  }
}
