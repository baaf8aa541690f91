import type { ServiceStage } from '../model/pipeline.ts'
import type { Ingress } from '../model/service-options.ts'
import type { PlanContext } from './context.ts'
import { serviceMetadata } from './labels.ts'
import { type KubeObject, withoutEmpty } from './objects.ts'
import { objectNameFor } from './stage-names.ts'

/** Class of ingresses that name none, as it has always been. */
export const defaultIngressClass = 'nginx'

/** Path under which a service is published unless it has one of its own. */
export function contractPath({ pipeline }: PlanContext, stage: ServiceStage): string {
  return `/${pipeline.namespace}/${objectNameFor(pipeline, stage)}`
}

/** True when the controller strips the prefix: nginx can be told to by annotations, others have ways of their own. */
export function stripsPrefix(ingress: Ingress): boolean {
  return ingress.path === undefined && (ingress.className ?? defaultIngressClass).includes('nginx')
}

/** How a service is reached through an ingress controller. */
export function ingressFor(context: PlanContext, stage: ServiceStage, ingress: Ingress): KubeObject {
  const strips = stripsPrefix(ingress)
  const prefix = ingress.path ?? contractPath(context, stage)
  const path = {
    path: strips ? `${prefix}(/|$)(.*)` : prefix,
    // Controllers refuse an expression in a path of type Exact or Prefix.
    pathType: strips ? 'ImplementationSpecific' : 'Prefix',
    backend: { service: { name: objectNameFor(context.pipeline, stage), port: { number: stage.port } } },
  }
  const rewrite = strips
    ? { 'nginx.ingress.kubernetes.io/rewrite-target': '/$2', 'nginx.ingress.kubernetes.io/use-regex': 'true' }
    : {}
  const tls =
    ingress.tlsSecret === undefined ? [] : [withoutEmpty({ hosts: hostsOf(ingress), secretName: ingress.tlsSecret })]
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: serviceMetadata(context, stage, { ...rewrite, ...ingress.annotations }),
    spec: withoutEmpty({
      ingressClassName: ingress.className ?? defaultIngressClass,
      tls,
      rules: [withoutEmpty({ host: ingress.host, http: { paths: [path] } })],
    }),
  }
}

function hostsOf(ingress: Ingress): readonly string[] {
  return ingress.host === undefined ? [] : [ingress.host]
}
