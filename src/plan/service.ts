import type { ServiceStage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import { serviceMetadata } from './labels.ts'
import type { KubeObject } from './objects.ts'
import { objectNameFor, stageLabelFor } from './stage-names.ts'

/** Name of the port that a service stage declares with `port`. */
const mainPort = 'http'

/** All ports of a service stage, its main port first. */
export function portsFor(stage: ServiceStage): readonly { readonly name: string; readonly port: number }[] {
  return [{ name: mainPort, port: stage.port }, ...stage.extraPorts]
}

/** A port that is alone has no name: only then does `.../services/NAME/proxy/` lead to it, as everybody writes it. */
function servicePorts(stage: ServiceStage): readonly object[] {
  const ports = portsFor(stage)
  return ports.map(({ name, port }) => ({
    ...(ports.length === 1 ? {} : { name }),
    port,
    targetPort: port,
    protocol: 'TCP',
  }))
}

/** What makes `http://STAGE.NAMESPACE.svc.cluster.local:PORT` work. */
export function serviceFor(context: PlanContext, stage: ServiceStage): KubeObject {
  const { pipeline } = context
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: serviceMetadata(context, stage),
    spec: {
      type: 'ClusterIP',
      ...(stage.headless ? { clusterIP: 'None' } : {}),
      selector: { stage: stageLabelFor(pipeline, stage) },
      ports: servicePorts(stage),
    },
  }
}

/** Address of a service within the cluster. */
export function serviceUrl({ pipeline }: PlanContext, stage: ServiceStage): string {
  return `http://${objectNameFor(pipeline, stage)}.${pipeline.namespace}.svc.cluster.local:${stage.port}`
}
