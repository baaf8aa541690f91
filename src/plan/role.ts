import type { PlanContext } from './context.ts'
import { sharedLabels } from './labels.ts'
import type { KubeObject } from './objects.ts'
import { stageAccount } from './service-account.ts'

/** What stages of the older generations may ask the cluster; later ones get no token at all. */
export function roleFor({ pipeline }: PlanContext): KubeObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: stageAccount, namespace: pipeline.namespace, labels: sharedLabels },
    rules: [{ apiGroups: [''], resources: ['configmaps', 'secrets'], verbs: ['get', 'list'] }],
  }
}
