import { labelValue } from '../model/names.ts'
import { type Problem, ProblemError } from '../model/problem.ts'
import { diffObjects, type ObjectDiff } from '../plan/diff.ts'
import { fieldManager } from '../plan/labels.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { Plan } from '../plan/plan.ts'
import { appliedObjects } from '../plan/plan-objects.ts'
import { isVolatile } from '../plan/volatile-fields.ts'
import type { ObjectRef } from './events.ts'
import type { Cluster } from './ports.ts'
import { readable } from './readable.ts'
import type { RunRecord } from './record.ts'
import { readRecords } from './record-store.ts'
import { prunableReleases } from './release-prune.ts'
import { releaseRef } from './releases.ts'
import { resolveStage } from './resolve-stage.ts'
import { refOf } from './world.ts'

/** What applying one object would do, as the cluster itself says. */
export interface ObjectPreview {
  readonly ref: ObjectRef
  readonly diff: ObjectDiff
  /** Why the cluster would refuse it. */
  readonly problems: readonly Problem[]
}

/** What running a plan would change; nothing is written. */
export interface Preview {
  readonly objects: readonly ObjectPreview[]
  /** Services of this pipeline that are there and that the plan no longer has. */
  readonly pruned: readonly ObjectRef[]
  /** What would stop the run before or while it is applied, where that was looked at. */
  readonly preflight?: readonly Problem[]
}

/**
 * The plan as it would be sent if its stages put out what they did in the last deployment: what is only known while a run
 * goes on would look like a change otherwise.
 */
function withLastOutputs(plan: Plan, earlier: readonly RunRecord[]): Plan {
  const last = earlier.find(({ status }) => status === 'deployed')
  if (last === undefined) return plan
  const outputs = new Map(Object.entries(last.stages).map(([stage, { outputs }]) => [stage, outputs]))
  const stages = plan.stages.map((planned) => {
    const resolved = resolveStage({ plan, outputs, resolved: new Map(), options: { earlier } }, planned)
    return resolved.ok ? resolved.planned : planned
  })
  return { ...plan, stages }
}

/** Asks the cluster what each object would become; one that it refuses is a finding, not the end. */
export async function previewPlan(plan: Plan, cluster: Cluster): Promise<Preview> {
  const { name, namespace } = plan.pipeline
  const isThere = await isNamespaceThere(cluster, namespace)
  const records = isThere ? await readable(() => readRecords(cluster, namespace, labelValue(name)), []) : []
  const objects: ObjectPreview[] = []
  for (const object of appliedObjects(withLastOutputs(plan, records)))
    objects.push(await previewObject(object, cluster, { namespace, isThere }))
  const uninstalled = prunableReleases(plan, records).map(releaseRef)
  return { objects, pruned: isThere ? [...(await prunedBy(plan, cluster)), ...uninstalled] : [] }
}

/** Who may not look at a namespace may still work in it. */
async function isNamespaceThere(cluster: Cluster, name: string): Promise<boolean> {
  return readable(async () => (await cluster.get({ apiVersion: 'v1', kind: 'Namespace', name })) !== undefined, true)
}

async function previewObject(
  object: KubeObject,
  cluster: Cluster,
  target: { readonly namespace: string; readonly isThere: boolean },
): Promise<ObjectPreview> {
  const ref = refOf(object)
  // In a namespace that is yet to be made nothing is there, and a dry run would be refused for that alone.
  const isNew = !target.isThere && object.metadata.namespace === target.namespace
  const live = isNew ? undefined : await cluster.get(ref)
  // A namespace that is there is left as it is, and a Job cannot be changed any more.
  if (isNew || (live !== undefined && (object.kind === 'Namespace' || object.kind === 'Job')))
    return { ref, diff: { change: live === undefined ? 'created' : 'unchanged', fields: [] }, problems: [] }
  try {
    const wanted = await cluster.apply(object, { fieldManager, force: true, dryRun: true })
    return { ref, diff: withoutRunMarks(diffObjects(live, wanted)), problems: [] }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const diff = withoutRunMarks(diffObjects(live, object))
    return { ref, diff: { change: diff.change, fields: [] }, problems: error.problems }
  }
}

function withoutRunMarks(diff: ObjectDiff): ObjectDiff {
  if (diff.change !== 'changed') return diff
  const fields = diff.fields.filter((change) => !isVolatile(change))
  return { change: fields.length > 0 ? 'changed' : 'unchanged', fields }
}

async function prunedBy(plan: Plan, cluster: Cluster): Promise<readonly ObjectRef[]> {
  const mark = labelValue(plan.pipeline.name)
  const selection = { namespace: plan.pipeline.namespace, labelSelector: `bodywork.dev/pipeline=${mark}` }
  const live = await cluster.list({ apiVersion: 'apps/v1', kind: 'Deployment', ...selection })
  const kept = new Set(plan.stages.map(({ name }) => name))
  return live.filter(({ metadata }) => !kept.has(metadata.name)).map(refOf)
}
