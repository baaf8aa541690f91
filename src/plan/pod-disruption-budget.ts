import type { ServiceStage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import { serviceMetadata } from './labels.ts'
import type { KubeObject } from './objects.ts'
import { stageLabelFor } from './stage-names.ts'

/** Lets nodes be drained one pod at a time; undefined for a single replica, which a budget would only pin to its node. */
export function podDisruptionBudgetFor(context: PlanContext, stage: ServiceStage): KubeObject | undefined {
  if ((stage.autoscale?.min ?? stage.replicas) < 2) return undefined
  const { pipeline } = context
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: serviceMetadata(context, stage),
    spec: {
      maxUnavailable: 1,
      selector: { matchLabels: { stage: stageLabelFor(pipeline, stage) } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  }
}
