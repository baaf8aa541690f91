import { field, type KubeObject } from '../plan/objects.ts'
import type { Plan } from '../plan/plan.ts'
import { allStages } from '../plan/plan-objects.ts'
import { type Engine, tell } from './engine.ts'
import type { ObjectRef } from './events.ts'
import type { RunRecord } from './record.ts'
import { isRecordType } from './record-store.ts'
import { pipelineLabel } from './watching.ts'
import { refKey, refOf, uidOf } from './world.ts'

const listedKinds = [
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['policy/v1', 'PodDisruptionBudget'],
] as const

/** Everything of this pipeline that neither the plan nor a record that is kept still needs. */
export function prunable(
  plan: Plan,
  pipeline: string,
  live: readonly KubeObject[],
  kept: readonly RunRecord[],
): readonly KubeObject[] {
  const planned = [...plan.shared, ...allStages(plan).flatMap(({ objects }) => objects)].map((object) =>
    refKey(refOf(object)),
  )
  const copies = (plan.secretCopies ?? []).map(({ to }) => `v1/Secret/${to.namespace}/${to.name}`)
  const wanted = new Set([...planned, ...copies])
  const remembered = new Set(
    kept
      .flatMap(({ objects }) => objects.map(({ ref }) => refKey(ref)))
      .filter((key) => /^v1\/(ConfigMap|Secret)\//.test(key)),
  )
  return live.filter((object) => {
    if (object.metadata.labels?.[pipelineLabel] !== pipeline) return false
    if (object.metadata.labels['app.kubernetes.io/managed-by'] !== 'bodywork') return false
    if (isRecordType(field(object, 'type'))) return false
    const key = refKey(refOf(object))
    return !wanted.has(key) && !remembered.has(key)
  })
}

/** Removes what the file no longer has; only ever called once the new version serves. */
export async function prune(
  engine: Engine,
  pipeline: string,
  kept: readonly RunRecord[],
): Promise<readonly ObjectRef[]> {
  const { namespace } = engine.plan.pipeline
  const labelSelector = `${pipelineLabel}=${pipeline}`
  const lists = await Promise.all(
    listedKinds.map(async ([apiVersion, kind]) =>
      (await engine.cluster.list({ apiVersion, kind, namespace, labelSelector })).map((object) => ({
        ...object,
        apiVersion,
        kind,
      })),
    ),
  )
  const live = [...engine.world.of('Deployment'), ...engine.world.of('Service'), ...lists.flat()]
  const gone = prunable(engine.plan, pipeline, live, kept)
  for (const object of gone) {
    const ref = refOf(object)
    await engine.cluster.delete(ref, { uid: uidOf(object), propagation: 'Background' })
    tell(engine, { type: 'object.applied', object: ref, change: 'deleted' })
  }
  return gone.map(refOf)
}
