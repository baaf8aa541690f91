import { labelValue } from '../model/names.ts'
import type { Cluster } from '../run/ports.ts'
import { recordLabel } from '../run/record.ts'
import { pipelineLabel } from '../run/watching.ts'
import { missing } from './missing.ts'
import { listServices, oneNamespace } from './services.ts'

/** The namespace a pipeline is in: by its services, or by its records when it has none. */
export async function findNamespace(cluster: Cluster, pipeline: string, namespace?: string): Promise<string> {
  const services = await listServices(cluster, namespace)
  const label = labelValue(pipeline)
  const serving = oneNamespace(
    services.filter((service) => labelValue(service.pipeline) === label),
    pipeline,
  )
  if (serving !== undefined) return serving
  const secrets = await cluster.list({
    apiVersion: 'v1',
    kind: 'Secret',
    labelSelector: recordLabel,
    ...(namespace === undefined ? {} : { namespace }),
  })
  const places = secrets.map(({ metadata }) => ({
    pipeline: metadata.labels?.[pipelineLabel] ?? '',
    namespace: metadata.namespace ?? '',
  }))
  const recorded = oneNamespace(
    places.filter((place) => place.pipeline === label),
    pipeline,
  )
  if (recorded !== undefined) return recorded
  const known = [...services, ...places].map((one) => one.pipeline)
  throw missing('deployment', pipeline, [...new Set(known)], 'See "bodywork get deployments".')
}
