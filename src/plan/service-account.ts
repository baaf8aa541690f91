import type { PlanContext } from './context.ts'
import { sharedLabels } from './labels.ts'
import type { KubeObject } from './objects.ts'

/** Account that stages run as unless they name their own. */
export const stageAccount = 'bodywork-stage'

/** The stages' account; pipelines of one namespace share it, so nothing in it depends on the pipeline. */
export function serviceAccountFor({ pipeline }: PlanContext): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: stageAccount, namespace: pipeline.namespace, labels: sharedLabels },
  }
}
