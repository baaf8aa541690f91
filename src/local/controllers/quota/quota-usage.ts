import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import { textsAt } from '../fields.ts'
import { isFinishedPod } from '../pod-state.ts'
import { milliOf } from '../quantity.ts'
import { type Amounts, podRequests } from '../scheduler/resources.ts'

/** Kinds that a quota may count by a short name. */
const SHORT: Readonly<Record<string, string>> = {
  Pod: 'pods',
  Service: 'services',
  Secret: 'secrets',
  ConfigMap: 'configmaps',
  PersistentVolumeClaim: 'persistentvolumeclaims',
  ReplicationController: 'replicationcontrollers',
  ResourceQuota: 'resourcequotas',
}
const COMPUTE = ['cpu', 'memory', 'ephemeral-storage']

/** What one object takes of a quota, in thousandths; `resource` is its plural with its group, such as `jobs.batch`. */
export function usageOf(object: KubeObject, resource: string): Amounts {
  if (object.kind === 'Pod' && isFinishedPod(object)) return new Map([[`count/${resource}`, 1000]])
  const usage = new Map([[`count/${resource}`, 1000]])
  const short = SHORT[object.kind]
  if (short !== undefined) usage.set(short, 1000)
  if (object.kind === 'Pod') addCompute(usage, object)
  if (object.kind === 'PersistentVolumeClaim')
    usage.set('requests.storage', milliOf(textAt(object, 'spec', 'resources', 'requests', 'storage') || '0'))
  if (object.kind === 'Service') addService(usage, object)
  return usage
}

/** Which resources of a quota a pod has to name itself, by container. */
export function unnamedBy(pod: KubeObject, hard: readonly string[]): readonly (readonly [string, readonly string[]])[] {
  const wanted = hard.filter((name) => computeOf(name) !== undefined).sort()
  return wanted.flatMap((name) => {
    const [kind, resource] = computeOf(name) ?? ['requests', name]
    const silent = listAt(pod, 'spec', 'containers').filter((container) => !names(container, kind, resource))
    return silent.length === 0 ? [] : [[name, silent.map((container) => textAt(container, 'name'))] as const]
  })
}

function names(container: unknown, kind: 'requests' | 'limits', resource: string): boolean {
  if (resource in textsAt(container, 'resources', kind)) return true
  return kind === 'requests' && resource in textsAt(container, 'resources', 'limits')
}

function computeOf(name: string): readonly ['requests' | 'limits', string] | undefined {
  if (COMPUTE.includes(name)) return ['requests', name]
  const [kind, resource = ''] = name.split('.', 2)
  return (kind === 'requests' || kind === 'limits') && COMPUTE.includes(resource) ? [kind, resource] : undefined
}

function addCompute(usage: Map<string, number>, pod: KubeObject): void {
  for (const [name, amount] of podRequests(pod)) {
    usage.set(`requests.${name}`, amount)
    if (COMPUTE.includes(name)) usage.set(name, amount)
  }
  for (const [name, amount] of podRequests(pod, 'limits')) usage.set(`limits.${name}`, amount)
}

function addService(usage: Map<string, number>, service: KubeObject): void {
  const type = textAt(service, 'spec', 'type')
  if (type === 'LoadBalancer') usage.set('services.loadbalancers', 1000)
  if (type === 'NodePort' || type === 'LoadBalancer')
    usage.set('services.nodeports', 1000 * listAt(service, 'spec', 'ports').length)
}
