import { field, type KubeObject } from '../plan/objects.ts'
import type { PlannedStage } from '../plan/plan.ts'
import type { Engine } from './engine.ts'
import { listField, numberField, refOf, textField } from './world.ts'

/** Where a service is reached: from outside when there is a way, else its host within the cluster. */
export function serviceUrl(engine: Engine, planned: PlannedStage): string | undefined {
  if (planned.stage.kind !== 'service') return undefined
  const service = planned.objects.find(({ kind }) => kind === 'Service')
  if (service === undefined) return undefined
  const { namespace = '', name } = service.metadata
  const port = numberField(listField(service, 'spec', 'ports')[0], 'port') ?? planned.stage.port
  const live = engine.world.find(refOf(service)) ?? service
  const inCluster = `http://${name}.${namespace}.svc.cluster.local:${port}`
  // Only the local cluster gives other Services an address, and it has nothing that takes up an ingress.
  if (textField(live, 'spec', 'type') !== 'LoadBalancer')
    return addressUrl(live) ?? ingressUrl(engine, planned) ?? inCluster
  return ingressUrl(engine, planned) ?? addressUrl(live) ?? inCluster
}

/** The address in a live Service's status: of its load balancer, or of this machine on the local cluster. */
export function addressUrl(service: KubeObject): string | undefined {
  const address = listField(service, 'status', 'loadBalancer', 'ingress')[0]
  const host = textField(address, 'hostname') ?? textField(address, 'ip')
  const wanted = numberField(listField(service, 'spec', 'ports')[0], 'port')
  const port = numberField(listField(address, 'ports')[0], 'port') ?? wanted
  return host === undefined || port === undefined ? undefined : `http://${host}:${port}`
}

function ingressUrl(engine: Engine, { stage, objects }: PlannedStage): string | undefined {
  const ingress = objects.find(({ kind }) => kind === 'Ingress')
  if (ingress === undefined || stage.kind !== 'service') return undefined
  const live = engine.world.find(refOf(ingress)) ?? ingress
  const balancer = listField(live, 'status', 'loadBalancer', 'ingress')[0]
  const host =
    textField(listField(ingress, 'spec', 'rules')[0], 'host') ??
    textField(balancer, 'hostname') ??
    textField(balancer, 'ip')
  if (host === undefined) return undefined
  const scheme = field(ingress, 'spec', 'tls') === undefined ? 'http' : 'https'
  const path = stage.ingress?.path ?? `/${ingress.metadata.namespace ?? ''}/${ingress.metadata.name}/`
  return `${scheme}://${host}${path}`
}
