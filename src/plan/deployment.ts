import type { ServiceStage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import { graceSeconds } from './deadlines.ts'
import { serviceMetadata, stageLabels } from './labels.ts'
import { type KubeObject, withoutEmpty } from './objects.ts'
import { podTemplateFor } from './pod.ts'
import { probesFor } from './probes.ts'
import { portsFor } from './service.ts'
import { stageLabelFor } from './stage-names.ts'

/** Several pods of a service are spread over nodes where that can be done. */
function spreadFor({ pipeline }: PlanContext, stage: ServiceStage): readonly object[] {
  if ((stage.autoscale?.max ?? stage.replicas) < 2) return []
  return [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { stage: stageLabelFor(pipeline, stage) } },
    },
  ]
}

/**
 * A service stage. The selector is what earlier releases wrote, since it can never change; the old pods stay until new
 * ones are ready; the number of replicas is left to the autoscaler when there is one.
 */
export function deploymentFor(context: PlanContext, stage: ServiceStage): KubeObject {
  const { pipeline } = context
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: serviceMetadata(context, stage, { port: String(stage.port) }),
    spec: {
      ...(stage.autoscale === undefined ? { replicas: stage.replicas } : {}),
      selector: { matchLabels: { stage: stageLabelFor(pipeline, stage) } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } },
      revisionHistoryLimit: 3,
      // The engine judges the roll-out itself; this is what tools that only read conditions go by.
      progressDeadlineSeconds: Math.max(600, stage.startupTimeoutSeconds + 300),
      template: podTemplateFor(context, stage, {
        labels: stageLabels(context, stage),
        annotations: stage.restart ? { 'last-updated': context.facts.at } : {},
        graceSeconds: graceSeconds + stage.drainSeconds,
        spec: withoutEmpty({ topologySpreadConstraints: spreadFor(context, stage) }),
        container: withoutEmpty({
          ports: portsFor(stage).map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' })),
          lifecycle: stage.drainSeconds > 0 ? { preStop: { sleep: { seconds: stage.drainSeconds } } } : undefined,
          ...probesFor(stage),
        }),
      }),
    },
  }
}
