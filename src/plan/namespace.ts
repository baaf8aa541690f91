import type { PlanContext } from './context.ts'
import { sharedLabels } from './labels.ts'
import type { KubeObject } from './objects.ts'

/** The pipeline's namespace. It is created when absent and otherwise left as it is, because it may be somebody else's. */
export function namespaceFor({ pipeline }: PlanContext): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: pipeline.namespace,
      labels: sharedLabels,
      annotations: { 'bodywork.dev/created-for': pipeline.name },
    },
  }
}
