import type { KubeObject } from '../../../plan/objects.ts'
import { countAt } from '../fields.ts'
import type { DeploymentSpec } from './deployment-spec.ts'
import { statusCount, sum, wantedReplicas } from './replica-sets.ts'

/** How many replicas one ReplicaSet should have next. */
export interface Scaling {
  readonly set: KubeObject
  readonly replicas: number
}

/** The replicas a new ReplicaSet may have beside those of the old ones. */
export function newSetReplicas(spec: DeploymentSpec, present: number, oldSets: readonly KubeObject[]): number {
  if (spec.isRecreate) return spec.replicas
  const total = present + sum(oldSets, wantedReplicas)
  const room = spec.replicas + spec.maxSurge - total
  return room <= 0 ? Math.min(present, spec.replicas) : Math.min(present + room, spec.replicas)
}

/** Which old ReplicaSets to scale down: first what is broken anyway, then as far as availability allows. */
export function oldSetScalings(
  spec: DeploymentSpec,
  current: KubeObject,
  old: readonly KubeObject[],
): readonly Scaling[] {
  const active = old.filter((set) => wantedReplicas(set) > 0)
  const total = sum([current, ...active], wantedReplicas)
  const needed = spec.replicas - spec.maxUnavailable
  const unavailableNew = wantedReplicas(current) - countAt(current, 'status', 'availableReplicas')
  const spare = total - needed - unavailableNew
  if (spare <= 0) return []
  const cleaned = dropUnhealthy(active, spare)
  const available = sum([current, ...active], statusCount('availableReplicas'))
  return dropAvailable(cleaned, available - needed)
}

function dropUnhealthy(old: readonly KubeObject[], limit: number): readonly Scaling[] {
  let left = limit
  return old.map((set) => {
    const unhealthy = wantedReplicas(set) - countAt(set, 'status', 'availableReplicas')
    const drop = Math.max(0, Math.min(left, unhealthy))
    left -= drop
    return { set, replicas: wantedReplicas(set) - drop }
  })
}

function dropAvailable(scalings: readonly Scaling[], limit: number): readonly Scaling[] {
  let left = limit
  return scalings.map(({ set, replicas }) => {
    const drop = Math.max(0, Math.min(left, replicas))
    left -= drop
    return { set, replicas: replicas - drop }
  })
}
