import { artifactLabel } from '../plan/artifacts.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { Plan } from '../plan/plan.ts'
import { allStages } from '../plan/plan-objects.ts'
import { type Engine, tell } from './engine.ts'
import type { ObjectRef } from './events.ts'
import { liveObject } from './known-kinds.ts'
import { configOf } from './own-config.ts'
import type { RunRecord } from './record.ts'
import { stageLabel } from './tracker.ts'
import { pipelineLabel } from './watching.ts'
import { refKey, refOf, uidOf } from './world.ts'

/** Kinds that are never pruned: what is in them would go with them. */
const lasting: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'Namespace',
  'PersistentVolume',
  'PersistentVolumeClaim',
])

/** What pruning is decided from. */
export interface PruneInput {
  readonly plan: Plan
  /** Records that stay, newest first: versions that can be gone back to. */
  readonly kept: readonly RunRecord[]
  /** Records that are dropped now. */
  readonly dropped: readonly RunRecord[]
  /** Deployments and Services of this pipeline that are there. */
  readonly live: readonly ObjectRef[]
  /** A run of a few stages says nothing about the others: of what old records name only code and secrets go. */
  readonly isPartial: boolean
}

/**
 * Everything of this pipeline that nothing needs any more: what earlier runs applied and the plan does not have.
 * ConfigMaps and Secrets stay as long as a version that uses them can be gone back to.
 */
export function prunable({ plan, kept, dropped, live, isPartial }: PruneInput): readonly ObjectRef[] {
  const planned = [...plan.shared, ...allStages(plan).flatMap(({ objects }) => objects)].map((object) =>
    refKey(refOf(object)),
  )
  const secrets = [...(plan.secretCopies ?? []).map(({ to }) => to), ...(plan.pullSecrets ?? [])]
  const copies = secrets.map(({ namespace, name }) => `v1/Secret/${namespace}/${name}`)
  const goodOnes = kept.filter(({ status }) => status === 'deployed')
  const remembered = goodOnes.flatMap((record) => configOf(record).map(refKey))
  const wanted = new Set([...planned, ...copies, ...remembered])
  const applied = [...kept, ...dropped].flatMap((record) =>
    isPartial ? configOf(record) : [...record.objects.map(({ ref }) => ref), ...configOf(record)],
  )
  const gone = [...(isPartial ? [] : live), ...applied].filter(
    (ref) => !wanted.has(refKey(ref)) && !lasting.has(ref.kind),
  )
  return [...new Map(gone.map((ref) => [refKey(ref), ref])).values()]
}

/** Removes what the file no longer has; only ever called once the new version serves. */
export async function prune(
  engine: Engine,
  pipeline: string,
  records: { readonly kept: readonly RunRecord[]; readonly dropped: readonly RunRecord[] },
): Promise<void> {
  const artifacts = await artifactsIn(engine, pipeline)
  const live = [...engine.world.of('Deployment'), ...engine.world.of('Service'), ...artifacts].map(refOf)
  const isPartial = engine.options.selected !== undefined
  for (const ref of prunable({ plan: engine.plan, ...records, live, isPartial })) {
    const object = engine.world.find(ref) ?? (await liveObject(engine.cluster, ref))
    if (object === undefined || !isOwnedBy(object, pipeline)) continue
    await engine.cluster.delete(ref, { uid: uidOf(object), propagation: 'Background' })
    tell(engine, { type: 'object.applied', object: ref, change: 'deleted' })
  }
}

/** Artifacts that are there, also those of runs that were killed; listed only where there can be any. */
async function artifactsIn({ plan, cluster }: Engine, pipeline: string): Promise<readonly KubeObject[]> {
  if (!allStages(plan).some(({ stage }) => stage.kind === 'batch' && stage.artifacts !== undefined)) return []
  const labelSelector = `${pipelineLabel}=${pipeline},${artifactLabel}`
  const { namespace } = plan.pipeline
  const maps = await cluster.list({ apiVersion: 'v1', kind: 'ConfigMap', namespace, labelSelector })
  return maps.map((map) => ({ ...map, apiVersion: 'v1', kind: 'ConfigMap' }))
}

function isOwnedBy({ metadata: { labels } }: KubeObject, pipeline: string): boolean {
  if (labels?.[pipelineLabel] !== pipeline) return false
  return labels['app.kubernetes.io/managed-by'] === 'bodywork' || labels[stageLabel] !== undefined
}
