import { virtualClock } from '../../src/local/clock-virtual.ts'
import { field, type KubeObject } from '../../src/plan/objects.ts'
import { type SmallCluster, smallCluster } from '../run/small-cluster.ts'

/** A small cluster with objects in it, that merges patches and counts what it is asked. */
export interface ManagedCluster extends SmallCluster {
  readonly asked: string[]
  readonly patches: unknown[]
}

/** A small cluster that holds these objects. */
export function managedCluster(objects: readonly KubeObject[] = []): ManagedCluster {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({}))
  const asked: string[] = []
  const patches: unknown[] = []
  for (const object of objects) cluster.put(object)
  return {
    ...cluster,
    asked,
    patches,
    get: (ref) => {
      asked.push(`get ${ref.kind}/${ref.name}`)
      return cluster.get(ref)
    },
    list: (selection) => {
      asked.push(`list ${selection.kind} ${selection.namespace ?? '*'} ${selection.labelSelector ?? ''}`.trim())
      return cluster.list(selection)
    },
    patch: async (ref, patch) => {
      patches.push(patch)
      const live = await cluster.get(ref)
      if (live === undefined) throw new Error('nothing to patch')
      cluster.writes.push(`patch ${ref.kind}/${ref.name}`)
      return cluster.put(Object(merged(live, patch)))
    },
  }
}

function merged(live: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch
  const kept = new Map<string, unknown>(Object.entries(Object(live ?? {})))
  for (const [key, value] of Object.entries(patch))
    if (value === null) kept.delete(key)
    else kept.set(key, merged(field(live, key), value))
  return Object.fromEntries(kept)
}
