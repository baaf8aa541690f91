import type { KubeObject } from '../../../plan/objects.ts'
import { forbidden } from '../../api/fault.ts'
import type { Resource } from '../../api/resource.ts'
import type { Resources } from '../../api/resources.ts'
import type { LocalStore } from '../../contract.ts'
import { textsAt } from '../fields.ts'
import { milliOf, quantityText } from '../quantity.ts'
import { limitFaults, withLimitDefaults } from './limit-range.ts'
import { hardOf, qualifiedName, quotaStatus, usedOf } from './quota-status.ts'
import { unnamedBy, usageOf } from './quota-usage.ts'

/** Looks at an object before it is created: returns it, perhaps with defaults, or throws the refusal. */
export type Admission = (object: KubeObject, store: LocalStore) => KubeObject

/** What LimitRanges and ResourceQuotas of the object's namespace say, in that order as in a real server. */
export function quotaAdmission(resources: Resources): Admission {
  return (object, store) => {
    const resource = resources.ofKind(object.apiVersion, object.kind)
    const namespace = object.metadata.namespace
    if (resource === undefined || !resource.isNamespaced || namespace === undefined) return object
    const limited = object.kind === 'Pod' ? withinLimits(object, resource, store, namespace) : object
    for (const quota of store.list('v1', 'ResourceQuota', namespace))
      takeQuota({ object: limited, resource, store, resources, quota })
    return limited
  }
}

function withinLimits(pod: KubeObject, resource: Resource, store: LocalStore, namespace: string): KubeObject {
  const ranges = store.list('v1', 'LimitRange', namespace)
  if (ranges.length === 0) return pod
  const filled = withLimitDefaults(pod, ranges)
  const faults = limitFaults(filled, ranges)
  if (faults.length === 0) return filled
  throw forbidden(resource, nameOf(pod), faults.length === 1 ? `${faults[0]}` : `[${faults.join(', ')}]`)
}

interface Claim {
  readonly object: KubeObject
  readonly resource: Resource
  readonly store: LocalStore
  readonly resources: Resources
  readonly quota: KubeObject
}

function takeQuota({ object, resource, store, resources, quota }: Claim): void {
  const hard = hardOf(quota)
  const wanted = [...usageOf(object, qualifiedName(resource))].filter(([name, amount]) => hard.has(name) && amount > 0)
  const unnamed = object.kind === 'Pod' ? unnamedBy(object, [...hard.keys()]) : []
  if (unnamed.length > 0) {
    const lacks = unnamed.map(([name, containers]) => `${name} for: ${containers.join(',')}`)
    throw forbidden(resource, nameOf(object), `failed quota: ${quota.metadata.name}: must specify ${lacks.join('; ')}`)
  }
  if (wanted.length === 0) return
  const used = usedOf(store, resources, quota)
  const over = wanted.filter(([name, amount]) => (used.get(name) ?? 0) + amount > (hard.get(name) ?? 0))
  if (over.length > 0) throw forbidden(resource, nameOf(object), excess(quota, over, used))
  const after = new Map(used)
  for (const [name, amount] of wanted) after.set(name, (after.get(name) ?? 0) + amount)
  store.updateStatus({ ...quota, status: quotaStatus(quota, after) })
}

function excess(
  quota: KubeObject,
  over: readonly (readonly [string, number])[],
  used: ReadonlyMap<string, number>,
): string {
  const limits = textsAt(quota, 'spec', 'hard')
  const names = [...over].sort(([a], [b]) => (a < b ? -1 : 1))
  const list = (text: (name: string, amount: number) => string) =>
    names.map(([name, amount]) => `${name}=${text(name, amount)}`).join(',')
  const requested = list((name, amount) => quantityText(amount, name))
  const usedText = list((name) => quantityText(used.get(name) ?? 0, name))
  const limited = list((name) => quantityText(milliOf(limits[name]), name))
  return `exceeded quota: ${quota.metadata.name}, requested: ${requested}, used: ${usedText}, limited: ${limited}`
}

function nameOf(object: KubeObject): string {
  return object.metadata.name || `${object.metadata['generateName'] ?? ''}`
}
