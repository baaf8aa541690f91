import type { KubeObject } from '../plan/objects.ts'
import type { ObjectRef } from './events.ts'
import type { Clock, Cluster } from './ports.ts'
import { pipelineLabel } from './watching.ts'
import { numberField } from './world.ts'

const pauseMs = 500

/** True for what an earlier release made: it carries no label of ours, so no watch of the run tells of it. */
export function isUnwatched(object: KubeObject): boolean {
  return object.metadata.labels?.[pipelineLabel] === undefined
}

/** Undefined once a Deployment that no watch tells of serves with all its pods; else why it does not. */
export async function servesUnwatched(
  { cluster, clock }: { readonly cluster: Cluster; readonly clock: Clock },
  ref: ObjectRef,
  limitMs: number,
): Promise<string | undefined> {
  const until = clock.now() + limitMs
  for (;;) {
    const live = await cluster.get(ref)
    if (live === undefined) return `the Deployment "${ref.name}" was deleted`
    if (isServing(live)) return undefined
    if (clock.now() >= until) return `it did not serve again within ${limitMs / 1000} s`
    await clock.sleep(pauseMs)
  }
}

function isServing(deployment: KubeObject): boolean {
  const status = (name: string) => numberField(deployment, 'status', name) ?? 0
  const wanted = numberField(deployment, 'spec', 'replicas') ?? 1
  return (
    status('observedGeneration') >= (numberField(deployment, 'metadata', 'generation') ?? 0) &&
    status('updatedReplicas') >= wanted &&
    status('availableReplicas') >= wanted &&
    status('replicas') === status('updatedReplicas')
  )
}
