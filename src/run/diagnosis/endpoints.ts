import { field, type KubeObject } from '../../plan/objects.ts'
import { listField, numberField, refOf, textField, uidOf } from '../world.ts'
import { type Finding, failureOf, type Scene } from './finding.ts'
import type { PodView } from './pod-view.ts'

/** What keeps a Service from reaching pods that are ready. */
export function endpointsFinding(service: KubeObject, pods: readonly PodView[], scene: Scene): Finding | undefined {
  const selector = field(service, 'spec', 'selector')
  if (selector === undefined || textField(service, 'spec', 'type') === 'ExternalName') return undefined
  const slices = scene.world.of('EndpointSlice').filter((slice) => isSliceOf(slice, service))
  const ready = slices.filter((slice) => listField(slice, 'endpoints').some((endpoint) => isReadyPod(endpoint, pods)))
  if (ready.length === 0)
    return finding('no-endpoints', service, selectorText(service, pods), 'spec.selector', selector, scene)
  if (
    listField(service, 'spec', 'ports').length > 0 &&
    ready.every((slice) => listField(slice, 'ports').length === 0)
  ) {
    return finding(
      'wrong-port',
      service,
      portNameText(service, pods),
      'spec.ports',
      field(service, 'spec', 'ports'),
      scene,
    )
  }
  const dead = deadPort(service, pods)
  if (dead === undefined) return undefined
  const text = `targets port ${dead.port}, but the pods declare ${dead.declared.join(', ')}`
  return finding('wrong-port', service, text, 'spec.ports', field(service, 'spec', 'ports'), scene)
}

function finding(
  cause: 'no-endpoints' | 'wrong-port',
  service: KubeObject,
  text: string,
  path: string,
  value: unknown,
  scene: Scene,
): Finding {
  return {
    key: `endpoints:${uidOf(service)}:${cause}`,
    graceMs: scene.graces.endpointsMs,
    failure: failureOf(cause, `the service "${service.metadata.name}" ${text}`, {
      object: refOf(service),
      evidence: [{ path, value }],
    }),
  }
}

/** True for a slice that the cluster made for that Service. */
export function isSliceOf(slice: KubeObject, service: KubeObject): boolean {
  const name = slice.metadata.labels?.['kubernetes.io/service-name']
  return name === service.metadata.name && slice.metadata.namespace === service.metadata.namespace
}

function isReadyPod(endpoint: unknown, pods: readonly PodView[]): boolean {
  if (field(endpoint, 'conditions', 'ready') === false) return false
  const uid = textField(endpoint, 'targetRef', 'uid')
  return uid === undefined || pods.length === 0 || pods.some((pod) => pod.uid === uid)
}

function selectorText(service: KubeObject, pods: readonly PodView[]): string {
  const wanted = labelsText(field(service, 'spec', 'selector'))
  const there = pods[0]?.pod.metadata.labels
  const labels = there === undefined ? '' : `, but the pods are labelled ${labelsText(there)}`
  return `reaches no ready pod: it selects ${wanted}${labels}`
}

function labelsText(labels: unknown): string {
  if (typeof labels !== 'object' || labels === null) return 'nothing'
  return Object.entries(labels)
    .filter(([key]) => key !== 'pod-template-hash')
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
}

function portNameText(service: KubeObject, pods: readonly PodView[]): string {
  const wanted = listField(service, 'spec', 'ports').map((port) =>
    String(field(port, 'targetPort') ?? field(port, 'port')),
  )
  const names = declaredPorts(pods).map(({ name, port }) => (name ? `${name} (${port})` : String(port)))
  return `targets the port "${wanted.join('", "')}", but the pods declare ${names.join(', ') || 'no port'}`
}

function declaredPorts(
  pods: readonly PodView[],
): readonly { readonly name: string | undefined; readonly port: number }[] {
  const specs = pods[0]?.containers.map((container) => container.spec) ?? []
  return specs.flatMap((spec) =>
    listField(spec, 'ports').flatMap((port) => {
      const number = numberField(port, 'containerPort')
      return number === undefined ? [] : [{ name: textField(port, 'name'), port: number }]
    }),
  )
}

/** A target no container declares and no probe of the pod has reached; pods that declare nothing are believed. */
function deadPort(service: KubeObject, pods: readonly PodView[]) {
  const declared = declaredPorts(pods).map(({ port }) => port)
  if (declared.length === 0) return undefined
  const reached = new Set([...declared, ...probedPorts(pods)])
  const port = listField(service, 'spec', 'ports')
    .map(
      (item) =>
        numberField(item, 'targetPort') ??
        (field(item, 'targetPort') === undefined ? numberField(item, 'port') : undefined),
    )
    .find((number) => number !== undefined && !reached.has(number))
  return port === undefined ? undefined : { port, declared }
}

function probedPorts(pods: readonly PodView[]): readonly number[] {
  return (pods[0]?.containers ?? []).flatMap(({ spec }) =>
    ['httpGet', 'tcpSocket', 'grpc'].flatMap((kind) => numberField(spec, 'readinessProbe', kind, 'port') ?? []),
  )
}

/** A load balancer that has no address yet. */
export function loadBalancerFinding(service: KubeObject, scene: Scene): Finding | undefined {
  if (textField(service, 'spec', 'type') !== 'LoadBalancer') return undefined
  if (listField(service, 'status', 'loadBalancer', 'ingress').length > 0) return undefined
  const events = scene.world.eventsOf(uidOf(service))
  const failed = events.findLast((event) => /Failed/.test(textField(event, 'reason') ?? ''))
  const why = textField(failed, 'message')
  return {
    key: `load-balancer:${uidOf(service)}`,
    graceMs: scene.graces.loadBalancerMs,
    failure: failureOf(
      'load-balancer',
      `the load balancer of service "${service.metadata.name}" has no address${why ? `: ${why}` : ''}`,
      {
        object: refOf(service),
        evidence: [{ path: 'status.loadBalancer', value: field(service, 'status', 'loadBalancer') ?? {} }],
      },
    ),
  }
}
