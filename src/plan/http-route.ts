import type { ServiceStage } from '../model/pipeline.ts'
import type { Ingress } from '../model/service-options.ts'
import type { PlanContext } from './context.ts'
import { contractPath } from './ingress.ts'
import { serviceMetadata } from './labels.ts'
import { type KubeObject, withoutEmpty } from './objects.ts'
import { objectNameFor } from './stage-names.ts'

/** How a service is reached through the Gateway API; the contract's prefix is stripped, a path of the user's is kept. */
export function httpRouteFor(context: PlanContext, stage: ServiceStage, ingress: Ingress): KubeObject {
  const rewrite = { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } }
  const name = objectNameFor(context.pipeline, stage)
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: serviceMetadata(context, stage, ingress.annotations),
    spec: withoutEmpty({
      parentRefs: [withoutEmpty({ name: ingress.gateway?.name, namespace: ingress.gateway?.namespace })],
      hostnames: ingress.host === undefined ? [] : [ingress.host],
      rules: [
        withoutEmpty({
          matches: [{ path: { type: 'PathPrefix', value: ingress.path ?? contractPath(context, stage) } }],
          filters: ingress.path === undefined ? [rewrite] : [],
          backendRefs: [{ name, port: stage.port }],
        }),
      ],
    }),
  }
}
