import type { KubeObject } from '../../../plan/objects.ts'
import { isMap, listAt, textAt } from '../../api/json.ts'
import { mapAt } from '../fields.ts'
import { milliOf } from '../quantity.ts'

/** Amounts of resources, in thousandths. */
export type Amounts = ReadonlyMap<string, number>

/** What a pod asks a node for: its containers and sidecars together, or one init container if that needs more. */
export function podRequests(pod: KubeObject, kind: 'requests' | 'limits' = 'requests'): Amounts {
  const total = new Map<string, number>()
  for (const container of listAt(pod, 'spec', 'containers')) add(total, amounts(container, kind))
  const sidecars = new Map<string, number>()
  for (const container of listAt(pod, 'spec', 'initContainers')) {
    if (textAt(container, 'restartPolicy') === 'Always') {
      add(sidecars, amounts(container, kind))
      add(total, amounts(container, kind))
      continue
    }
    const peak = new Map(sidecars)
    add(peak, amounts(container, kind))
    for (const [name, amount] of peak) if (amount > (total.get(name) ?? 0)) total.set(name, amount)
  }
  add(total, toAmounts(mapAt(pod, 'spec', 'overhead')))
  return total
}

/** What a node has to give. */
export function allocatableOf(node: KubeObject): Amounts {
  return toAmounts(mapAt(node, 'status', 'allocatable'))
}

/** Adds amounts to a running total, or takes them off with a factor of -1. */
export function add(total: Map<string, number>, amounts: Amounts, factor = 1): void {
  for (const [name, amount] of amounts) total.set(name, (total.get(name) ?? 0) + factor * amount)
}

function amounts(container: unknown, kind: 'requests' | 'limits'): Amounts {
  const own = mapAt(container, 'resources', kind)
  if (kind === 'limits') return toAmounts(own)
  // A limit without a request asks for as much as it allows.
  return toAmounts({ ...mapAt(container, 'resources', 'limits'), ...own })
}

function toAmounts(map: unknown): Amounts {
  return new Map(isMap(map) ? Object.entries(map).map(([name, quantity]) => [name, milliOf(quantity)]) : [])
}
