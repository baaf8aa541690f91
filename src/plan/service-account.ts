import { activeStages, isPodStage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import { pipelineLabels, sharedLabels } from './labels.ts'
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

/** The accounts that stages describe, each once; of two descriptions with one name the annotations are joined. */
export function ownAccountsFor(context: PlanContext): readonly KubeObject[] {
  const accounts = new Map<string, Readonly<Record<string, string>>>()
  for (const stage of activeStages(context.pipeline)) {
    if (!isPodStage(stage) || stage.serviceAccount === undefined || stage.accountAnnotations === undefined) continue
    const before = accounts.get(stage.serviceAccount)
    accounts.set(stage.serviceAccount, { ...before, ...stage.accountAnnotations })
  }
  return [...accounts].map(([name, annotations]) => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: context.pipeline.namespace, labels: pipelineLabels(context), annotations },
  }))
}

/** Azure gives its token only to pods that say so themselves. */
export function identityLabels(annotations: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const isAzure = Object.keys(annotations).some((key) => key.startsWith('azure.workload.identity/'))
  return isAzure ? { 'azure.workload.identity/use': 'true' } : {}
}
