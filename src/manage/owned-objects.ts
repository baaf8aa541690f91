import { labelValue } from '../model/names.ts'
import { hasCode } from '../model/problem.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { ObjectRef } from '../run/events.ts'
import type { Cluster } from '../run/ports.ts'
import { type RecordedRelease, recordsIn } from '../run/record.ts'
import { recordedReleases } from '../run/release-prune.ts'
import { pipelineLabel } from '../run/watching.ts'
import { refKey, refOf } from '../run/world.ts'
import { originOf } from './service-origin.ts'

/** Kinds that deployments write, in the order they are deleted: what serves last goes last. */
const kinds = [
  ['batch/v1', 'Job'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['v1', 'Service'],
  ['apps/v1', 'Deployment'],
  ['v1', 'ConfigMap'],
  ['v1', 'Secret'],
] as const

/** Kinds of which a service has at most one, under its own name. */
const serviceKinds: ReadonlySet<string> = new Set([
  'Ingress',
  'HTTPRoute',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Service',
  'Deployment',
])

/** Everything in a namespace that belongs to a pipeline, or to one of its services alone. */
export async function ownedObjects(
  cluster: Cluster,
  at: { readonly namespace: string; readonly pipeline: string; readonly service?: string },
): Promise<readonly KubeObject[]> {
  const { namespace, service } = at
  const lists = await Promise.all(
    kinds.map(([apiVersion, kind]) =>
      cluster.list({ apiVersion, kind, namespace, labelSelector: 'app=bodywork' }).catch(noneWhereUnknown),
    ),
  )
  const all = lists.flat()
  if (service !== undefined)
    return all.filter(
      (object) => serviceKinds.has(object.kind) && object.metadata.name === service && isOf(object, at, all),
    )
  const records = await recordSecrets(cluster, at)
  const own = await recordedObjects(cluster, at, records)
  const found = [...all.filter((object) => isOf(object, at, all)), ...own, ...records]
  return [...new Map(found.map((object) => [refKey(refOf(object)), object])).values()]
}

/** Releases that helm installed for a pipeline, as its records know them. */
export async function ownedReleases(
  cluster: Cluster,
  at: { readonly namespace: string; readonly pipeline: string },
): Promise<readonly RecordedRelease[]> {
  return recordedReleases(recordsIn(await recordSecrets(cluster, at)))
}

/** Objects of the user's own that a deployment applied; their kinds are known only from the records. */
async function recordedObjects(
  cluster: Cluster,
  { pipeline }: { readonly pipeline: string },
  records: readonly KubeObject[],
): Promise<readonly KubeObject[]> {
  const refs = recordsIn(records).flatMap(({ objects }) => objects.map(({ ref }) => ref))
  const others = refs.filter((ref) => ref.kind !== 'Namespace' && !kinds.some(([, kind]) => kind === ref.kind))
  const unique = [...new Map(others.map((ref) => [refKey(ref), ref])).values()]
  const live = await Promise.all(unique.map((ref: ObjectRef) => cluster.get(ref).catch(() => undefined)))
  return live.filter((object) => object !== undefined).filter((object) => labelOf(object) === labelValue(pipeline))
}

function recordSecrets(cluster: Cluster, at: { readonly namespace: string; readonly pipeline: string }) {
  const labelSelector = `${pipelineLabel}=${labelValue(at.pipeline)}`
  return cluster.list({ apiVersion: 'v1', kind: 'Secret', namespace: at.namespace, labelSelector })
}

/** Ours by label; of earlier releases by what their Deployments say, whose Services and Ingresses share the name. */
function isOf(object: KubeObject, { pipeline }: { readonly pipeline: string }, all: readonly KubeObject[]): boolean {
  const label = labelOf(object)
  if (label !== undefined) return label === labelValue(pipeline)
  const isPipelines = (one: KubeObject) => labelValue(originOf(one)?.pipeline ?? '') === labelValue(pipeline)
  if (isPipelines(object)) return true
  const { name } = object.metadata
  return (
    serviceKinds.has(object.kind) &&
    all.some((one) => one.kind === 'Deployment' && one.metadata.name === name && isPipelines(one))
  )
}

function labelOf(object: KubeObject): string | undefined {
  return object.metadata.labels?.[pipelineLabel]
}

function noneWhereUnknown(error: unknown): readonly KubeObject[] {
  if (hasCode(error, /unknown-kind|not-found/)) return []
  throw error
}
