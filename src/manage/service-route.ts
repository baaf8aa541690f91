import type { KubeObject } from '../plan/objects.ts'
import { listField, numberField, textField } from '../run/world.ts'

/** Where a service is reached from outside: its address when one is known, else the path alone. */
export function routeOf(route: KubeObject): string {
  return route.kind === 'HTTPRoute' ? httpRoute(route) : ingressRoute(route)
}

function ingressRoute(ingress: KubeObject): string {
  const rule = listField(ingress, 'spec', 'rules')[0]
  const balancer = listField(ingress, 'status', 'loadBalancer', 'ingress')[0]
  const host = textField(rule, 'host') ?? textField(balancer, 'hostname') ?? textField(balancer, 'ip') ?? ''
  const written = textField(listField(rule, 'http', 'paths')[0], 'path') ?? '/'
  // A path that strips its prefix is written as an expression, which nobody can type into a browser.
  const path = written.replace('(/|$)(.*)', '/')
  const scheme = listField(ingress, 'spec', 'tls').length > 0 ? 'https' : 'http'
  return host === '' ? path : `${scheme}://${host}${path}`
}

function httpRoute(route: KubeObject): string {
  const host = listField(route, 'spec', 'hostnames')[0]
  const path = textField(listField(listField(route, 'spec', 'rules')[0], 'matches')[0], 'path', 'value') ?? '/'
  return typeof host === 'string' ? `http://${host}${path}` : path
}

/** The first port of a Service. */
export function portOf(service: KubeObject | undefined): number | undefined {
  return numberField(listField(service, 'spec', 'ports')[0], 'port')
}

/** The way to a service through `kubectl proxy`, or the API server itself; a port that has a name must be said. */
export function proxyPath(service: KubeObject): string {
  const { name, namespace } = service.metadata
  const isNamed = textField(listField(service, 'spec', 'ports')[0], 'name') !== undefined
  const port = isNamed ? `:${portOf(service)}` : ''
  return `/api/v1/namespaces/${namespace}/services/${name}${port}/proxy/`
}
