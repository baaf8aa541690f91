import type { KubeObject } from '../../../plan/objects.ts'
import { apiVersionOf, type Resources } from '../../api/resources.ts'
import type { LocalStore } from '../../contract.ts'
import { textsAt } from '../fields.ts'
import { milliOf, quantityText } from '../quantity.ts'
import { usageOf } from './quota-usage.ts'

/** What a namespace uses of the resources a quota limits, in thousandths. */
export function usedOf(store: LocalStore, resources: Resources, quota: KubeObject): ReadonlyMap<string, number> {
  const used = new Map(Object.keys(textsAt(quota, 'spec', 'hard')).map((name) => [name, 0]))
  const namespace = quota.metadata.namespace ?? ''
  for (const resource of countedBy(resources, [...used.keys()])) {
    for (const object of store.list(apiVersionOf(resource), resource.kind, namespace))
      for (const [name, amount] of usageOf(object, qualifiedName(resource)))
        if (used.has(name)) used.set(name, (used.get(name) ?? 0) + amount)
  }
  return used
}

/** The status of a quota. */
export function quotaStatus(quota: KubeObject, used: ReadonlyMap<string, number>): Record<string, unknown> {
  const hard = textsAt(quota, 'spec', 'hard')
  const texts = Object.keys(hard).map((name) => [name, quantityText(used.get(name) ?? 0, name)])
  return { hard, used: Object.fromEntries(texts) }
}

/** `jobs.batch`, or `pods` in the core group. */
export function qualifiedName({ group, resource }: { readonly group: string; readonly resource: string }): string {
  return group === '' ? resource : `${resource}.${group}`
}

/** Hard limits in thousandths. */
export function hardOf(quota: KubeObject): ReadonlyMap<string, number> {
  return new Map(Object.entries(textsAt(quota, 'spec', 'hard')).map(([name, quantity]) => [name, milliOf(quantity)]))
}

function countedBy(resources: Resources, names: readonly string[]) {
  const isPods = (name: string) => /^(pods$|requests\.|limits\.|cpu$|memory$|ephemeral-storage$)/.test(name)
  return resources.all().filter((resource) => {
    if (!resource.isNamespaced) return false
    const own = qualifiedName(resource)
    if (names.includes(`count/${own}`) || (resource.group === '' && names.includes(own))) return true
    if (own === 'pods') return names.some(isPods)
    if (own === 'services') return names.some((name) => name.startsWith('services.'))
    return own === 'persistentvolumeclaims' && names.includes('requests.storage')
  })
}
