import { labelValue } from '../model/names.ts'
import { hasCode } from '../model/problem.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { Cluster } from '../run/ports.ts'
import { addressUrl } from '../run/service-url.ts'
import { textField } from '../run/world.ts'
import { missing, wrongWords } from './missing.ts'
import { type ServiceState, serviceState } from './service-health.ts'
import { type Origin, originOf } from './service-origin.ts'
import { portOf, proxyPath, routeOf } from './service-route.ts'

/** A deployed service, as it is shown. */
export interface DeployedService extends Origin, ServiceState {
  /** Name of its objects, and so of its host. */
  readonly name: string
  readonly namespace: string
  readonly port?: number
  /** Address within the cluster; absent when it has no Service. */
  readonly url?: string
  /** Address in the status of its Service: a load balancer's, or on this machine with the local cluster. */
  readonly address?: string
  /** Address or path from outside, when it has an ingress or a route. */
  readonly ingress?: string
  /** Path for `kubectl proxy`. */
  readonly proxy?: string
  readonly createdAt?: string
  readonly run?: string
  readonly actor?: string
  readonly link?: string
}

/** Services of one namespace or of all, in four requests however many there are. */
export async function listServices(cluster: Cluster, namespace?: string): Promise<readonly DeployedService[]> {
  const list = (apiVersion: string, kind: string) =>
    cluster.list({ apiVersion, kind, labelSelector: 'app=bodywork', ...(namespace === undefined ? {} : { namespace }) })
  const [deployments, services, ingresses, routes] = await Promise.all([
    list('apps/v1', 'Deployment'),
    list('v1', 'Service'),
    list('networking.k8s.io/v1', 'Ingress'),
    list('gateway.networking.k8s.io/v1', 'HTTPRoute').catch(noneWhereUnknown),
  ])
  return servicesOf({ deployments, services, routes: [...ingresses, ...routes] })
}

/** Clusters without the Gateway API know no routes, and not everybody may look at them. */
function noneWhereUnknown(error: unknown): readonly KubeObject[] {
  if (hasCode(error, /unknown-kind|not-found|forbidden/)) return []
  throw error
}

/** Puts together what belongs to one service: a Deployment with the Service and route of its name. */
export function servicesOf(found: {
  readonly deployments: readonly KubeObject[]
  readonly services: readonly KubeObject[]
  readonly routes: readonly KubeObject[]
}): readonly DeployedService[] {
  const keyOf = ({ metadata }: KubeObject) => `${metadata.namespace}/${metadata.name}`
  const services = new Map(found.services.map((service) => [keyOf(service), service]))
  const routes = new Map(found.routes.map((route) => [keyOf(route), route]))
  return found.deployments
    .flatMap((deployment) => {
      const origin = originOf(deployment)
      const key = keyOf(deployment)
      return origin === undefined ? [] : [shown(deployment, origin, services.get(key), routes.get(key))]
    })
    .sort((a, b) => order(a.namespace, b.namespace) || order(a.pipeline, b.pipeline) || order(a.name, b.name))
}

function shown(
  deployment: KubeObject,
  origin: Origin,
  service: KubeObject | undefined,
  route: KubeObject | undefined,
): DeployedService {
  const { name, namespace = '', annotations = {} } = deployment.metadata
  const port = portOf(service)
  const facts = {
    port,
    url:
      service === undefined
        ? undefined
        : `http://${name}.${namespace}.svc.cluster.local${port === undefined ? '' : `:${port}`}`,
    address: service === undefined ? undefined : addressUrl(service),
    ingress: route === undefined ? undefined : routeOf(route),
    proxy: service === undefined ? undefined : proxyPath(service),
    createdAt: textField(deployment, 'metadata', 'creationTimestamp'),
    run: annotations['bodywork.dev/run'],
    actor: annotations['bodywork.dev/actor'],
    link: annotations['bodywork.dev/link'],
  }
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined))
  return { ...origin, name, namespace, ...serviceState(deployment), ...known }
}

/** The services a command line names; nothing found is an error that says what there is. */
export function chosenServices(
  all: readonly DeployedService[],
  pipeline: string | undefined,
  service: string | undefined,
): readonly DeployedService[] {
  if (pipeline === undefined) return all
  const ofPipeline = all.filter((one) => labelValue(one.pipeline) === labelValue(pipeline))
  if (ofPipeline.length === 0)
    throw missing(
      'deployment',
      pipeline,
      [...new Set(all.map((one) => one.pipeline))],
      'See "bodywork get deployments".',
    )
  if (service === undefined) return ofPipeline
  const found = ofPipeline.filter((one) => one.name === service || one.stage === service)
  if (found.length > 0) return found
  throw missing(
    `service of ${pipeline}`,
    service,
    ofPipeline.map((one) => one.stage),
  )
}

/** The one namespace a pipeline is in; more than one needs a choice. */
export function oneNamespace(found: readonly { readonly namespace: string }[], pipeline: string): string | undefined {
  const namespaces = [...new Set(found.map(({ namespace }) => namespace))]
  if (namespaces.length < 2) return namespaces[0]
  throw wrongWords(
    `"${pipeline}" is deployed in ${namespaces.length} namespaces: ${namespaces.join(', ')}`,
    'Choose one with --namespace.',
  )
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
