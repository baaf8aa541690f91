import { field } from '../plan/objects.ts'
import type { PlannedStage } from '../plan/plan.ts'
import type { Engine } from './engine.ts'
import { listField, numberField, refOf, textField } from './world.ts'

/** Where a service is reached: its ingress when it has one, else its host within the cluster. */
export function serviceUrl(engine: Engine, planned: PlannedStage): string | undefined {
  if (planned.stage.kind !== 'service') return undefined
  const service = planned.objects.find(({ kind }) => kind === 'Service')
  if (service === undefined) return undefined
  const { namespace = '', name } = service.metadata
  const port = numberField(listField(service, 'spec', 'ports')[0], 'port') ?? planned.stage.port
  return ingressUrl(engine, planned) ?? `http://${name}.${namespace}.svc.cluster.local:${port}`
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
