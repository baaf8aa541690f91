import { isDeepStrictEqual } from 'node:util'
import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, numberAt, textAt } from '../../api/json.ts'
import { timestamp } from '../../timestamp.ts'
import { type Control, type Controller, controlLoop } from '../control.ts'
import { mapAt, present, textsAt } from '../fields.ts'
import { hasLabels } from '../label-selector.ts'
import { keyOf } from '../object-cache.ts'
import { idOf } from '../object-id.ts'
import { controllerReference } from '../owned-pods.ts'
import { isDeleting, isFinishedPod, isReadyPod } from '../pod-state.ts'

const COMPONENT = 'endpoint-slice-controller'
const MANAGER = 'endpointslice-controller.k8s.io'
const SERVICE = 'kubernetes.io/service-name'
const TRIGGER = 'endpoints.kubernetes.io/last-change-trigger-time'

/** Lists, for each Service with a selector, the addresses of its pods (EndpointSlice, and Endpoints of the same name). */
export const endpointSliceController: Controller = (control) => {
  const services = control.caches.of('v1', 'Service')
  const queue = controlLoop(control, {
    name: COMPONENT,
    cache: services,
    reconcile: (service) => syncService(control, service),
  })
  control.caches.of('v1', 'Pod').onChange(({ object }, before) => {
    for (const service of services.inNamespace(object.metadata.namespace ?? ''))
      if (selects(service, object) || (before !== undefined && selects(service, before))) queue.add(keyOf(service))
  })
}

function syncService(control: Control, service: KubeObject): void {
  const selector = textsAt(service, 'spec', 'selector')
  if (Object.keys(selector).length === 0 || textAt(service, 'spec', 'type') === 'ExternalName' || isDeleting(service))
    return
  const pods = control.caches.of('v1', 'Pod').inNamespace(service.metadata.namespace ?? '')
  const chosen = pods.filter(
    (pod) => selects(service, pod) && !isFinishedPod(pod) && textAt(pod, 'status', 'podIP') !== '',
  )
  writeSlices(control, service, groupsOf(service, chosen))
  writeEndpoints(control, service, chosen)
}

interface Group {
  readonly ports: readonly unknown[] | null
  readonly endpoints: readonly unknown[]
}

/** Pods that name their ports differently cannot share a slice. */
function groupsOf(service: KubeObject, pods: readonly KubeObject[]): readonly Group[] {
  const groups = new Map<string, { ports: readonly unknown[]; endpoints: unknown[] }>()
  for (const pod of pods) {
    const ports = portsOf(service, pod)
    const group = groups.get(JSON.stringify(ports)) ?? { ports, endpoints: [] }
    group.endpoints.push(endpointOf(service, pod))
    groups.set(JSON.stringify(ports), group)
  }
  if (groups.size === 0) return [{ ports: null, endpoints: [] }]
  return [...groups.values()].map(({ ports, endpoints }) => ({ ports: ports.length === 0 ? null : ports, endpoints }))
}

function writeSlices(control: Control, service: KubeObject, groups: readonly Group[]): void {
  const known = control.caches
    .of('discovery.k8s.io/v1', 'EndpointSlice')
    .controlledBy(textAt(service, 'metadata', 'uid'))
  const spare = [...known]
  for (const group of groups) {
    const at = Math.max(
      0,
      spare.findIndex((slice) => isDeepStrictEqual(slice['ports'], group.ports)),
    )
    const [slice] = spare.splice(at, 1)
    const labels = labelsOf(service)
    if (slice === undefined) createSlice(control, service, group)
    else if (
      !isDeepStrictEqual(
        [slice['ports'] ?? null, slice['endpoints'] ?? [], slice.metadata.labels ?? {}],
        [group.ports, group.endpoints, labels],
      )
    )
      control.store.update({
        ...slice,
        ...group,
        metadata: { ...slice.metadata, labels, annotations: trigger(control) },
      })
  }
  for (const slice of spare) control.store.delete(idOf(slice))
}

function createSlice(control: Control, service: KubeObject, group: Group): void {
  const { name, namespace = '' } = service.metadata
  control.store.create({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: '',
      generateName: `${name}-`,
      namespace,
      labels: labelsOf(service),
      annotations: trigger(control),
      ownerReferences: [controllerReference(service)],
    },
    addressType: 'IPv4',
    ...group,
  })
}

/** A slice has the labels of its Service, whenever those change. */
function labelsOf(service: KubeObject): Readonly<Record<string, string>> {
  return {
    ...textsAt(service, 'metadata', 'labels'),
    'endpointslice.kubernetes.io/managed-by': MANAGER,
    [SERVICE]: service.metadata.name,
  }
}

function endpointOf(service: KubeObject, pod: KubeObject): Readonly<Record<string, unknown>> {
  const isServing = isReadyPod(pod)
  const terminating = isDeleting(pod)
  const publishes = mapAt(service, 'spec')['publishNotReadyAddresses'] === true
  return present({
    addresses: [textAt(pod, 'status', 'podIP')],
    conditions: { ready: publishes || (isServing && !terminating), serving: isServing, terminating },
    hostname: isNamed(service, pod) ? textAt(pod, 'spec', 'hostname') : undefined,
    targetRef: { kind: 'Pod', namespace: pod.metadata.namespace, name: pod.metadata.name, uid: pod.metadata['uid'] },
    nodeName: textAt(pod, 'spec', 'nodeName') || undefined,
  })
}

function isNamed(service: KubeObject, pod: KubeObject): boolean {
  return textAt(pod, 'spec', 'hostname') !== '' && textAt(pod, 'spec', 'subdomain') === service.metadata.name
}

function portsOf(service: KubeObject, pod: KubeObject): readonly Readonly<Record<string, unknown>>[] {
  return listAt(service, 'spec', 'ports').flatMap((port) => {
    const protocol = textAt(port, 'protocol') || 'TCP'
    const target = mapAt(port)['targetPort'] ?? numberAt(port, 'port')
    const number = typeof target === 'number' ? target : namedPort(pod, String(target), protocol)
    const appProtocol = textAt(port, 'appProtocol') || undefined
    return number === undefined ? [] : [present({ name: textAt(port, 'name'), protocol, port: number, appProtocol })]
  })
}

function namedPort(pod: KubeObject, name: string, protocol: string): number | undefined {
  const ports = listAt(pod, 'spec', 'containers').flatMap((container) => listAt(container, 'ports'))
  const found = ports.find((port) => textAt(port, 'name') === name && (textAt(port, 'protocol') || 'TCP') === protocol)
  return numberAt(found, 'containerPort')
}

function writeEndpoints(control: Control, service: KubeObject, pods: readonly KubeObject[]): void {
  const { name, namespace = '' } = service.metadata
  const known = control.store.get({ apiVersion: 'v1', kind: 'Endpoints', namespace, name })
  const subsets = subsetsOf(service, pods)
  if (known !== undefined && isDeepStrictEqual(known['subsets'] ?? [], subsets)) return
  const labels = {
    ...textsAt(service, 'metadata', 'labels'),
    'endpoints.kubernetes.io/managed-by': 'endpoint-controller',
  }
  const body = subsets.length === 0 ? {} : { subsets }
  if (known === undefined)
    control.store.create({ apiVersion: 'v1', kind: 'Endpoints', metadata: { name, namespace, labels }, ...body })
  else control.store.update({ apiVersion: 'v1', kind: 'Endpoints', metadata: { ...known.metadata, labels }, ...body })
}

function subsetsOf(service: KubeObject, pods: readonly KubeObject[]): readonly unknown[] {
  const live = pods.filter((pod) => !isDeleting(pod))
  const byPorts = Map.groupBy(live, (pod) =>
    JSON.stringify(portsOf(service, pod).map(({ name, ...port }) => present({ ...port, name: name || undefined }))),
  )
  return [...byPorts].flatMap(([ports, members]) => {
    if (ports === '[]') return []
    const [ready, notReady] = [members.filter(isReadyPod), members.filter((pod) => !isReadyPod(pod))]
    return [
      {
        ...(ready.length > 0 && { addresses: ready.map(addressOf) }),
        ...(notReady.length > 0 && { notReadyAddresses: notReady.map(addressOf) }),
        ports: JSON.parse(ports),
      },
    ]
  })
}

function addressOf(pod: KubeObject): Readonly<Record<string, unknown>> {
  const { namespace, name, uid } = pod.metadata
  return {
    ip: textAt(pod, 'status', 'podIP'),
    nodeName: textAt(pod, 'spec', 'nodeName'),
    targetRef: { kind: 'Pod', namespace, name, uid },
  }
}

function selects(service: KubeObject, pod: KubeObject): boolean {
  const selector = textsAt(service, 'spec', 'selector')
  return Object.keys(selector).length > 0 && hasLabels(textsAt(pod, 'metadata', 'labels'), selector)
}

function trigger(control: Control): Readonly<Record<string, string>> {
  return { [TRIGGER]: timestamp(control.clock.now()) }
}
