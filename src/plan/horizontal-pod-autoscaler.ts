import type { ServiceStage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import { serviceMetadata } from './labels.ts'
import type { KubeObject } from './objects.ts'
import { objectNameFor } from './stage-names.ts'

/** Scales a service between its bounds; undefined for a service with a fixed number of replicas. */
export function horizontalPodAutoscalerFor(context: PlanContext, stage: ServiceStage): KubeObject | undefined {
  const scale = stage.autoscale
  if (scale === undefined) return undefined
  const name = objectNameFor(context.pipeline, stage)
  const own = scale.metric === undefined ? [] : [scale.metric]
  const metrics = [...utilization('cpu', scale.cpu), ...utilization('memory', scale.memory), ...own]
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: serviceMetadata(context, stage),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: scale.min,
      maxReplicas: scale.max,
      metrics: metrics.length > 0 ? metrics : utilization('cpu', 80),
    },
  }
}

function utilization(name: string, percent: number | undefined): readonly object[] {
  if (percent === undefined) return []
  return [{ type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization: percent } } }]
}
