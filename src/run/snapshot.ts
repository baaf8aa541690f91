import type { KubeObject } from '../plan/objects.ts'
import type { Plan } from '../plan/plan.ts'
import type { Clock, Cluster } from './ports.ts'
import { contentHash, type RecordedObject, type RunRecord, restorable } from './record.ts'
import { standingObject } from './standing.ts'
import { type LiveWorld, refKey, refOf, textField, uidOf } from './world.ts'

/** An object of the plan with the stage it belongs to. */
interface Planned {
  readonly object: KubeObject
  readonly stage?: string
}

/** Objects a rollback has to care about: everything but Jobs, the namespace, what pipelines share and what helm installs. */
function touched(plan: Plan, selected: ReadonlySet<string> | undefined): readonly Planned[] {
  const shared = plan.shared.filter(({ kind }) => kind === 'ConfigMap').map((object) => ({ object }))
  const staged = plan.stages
    .filter(({ stage, release }) => release === undefined && selected?.has(stage.name) !== false)
    .flatMap(({ stage, objects }) => objects.map((object) => ({ object, stage: stage.name })))
  return [...shared, ...staged.filter(({ object }) => object.kind !== 'Job' || isUserJob(object))]
}

/** True for a Job that the user brought along; those of batch stages belong to one attempt. */
export function isUserJob({ metadata: { labels } }: KubeObject): boolean {
  return labels?.['bodywork.dev/attempt'] === undefined
}

/**
 * How everything the run touches is now. What the watches know is not asked for again; what they cannot know, because
 * it does not carry our labels yet, is read and told to the world.
 */
export async function snapshot(
  plan: Plan,
  selected: ReadonlySet<string> | undefined,
  ports: { readonly cluster: Cluster; readonly clock: Clock },
  world: LiveWorld,
  before: RunRecord | undefined,
): Promise<readonly RecordedObject[]> {
  const copies = [...(plan.secretCopies ?? []).map(({ to }) => to), ...(plan.pullSecrets ?? [])]
  const planned = touched(plan, selected)
  const objects = planned.map(async ({ object, stage }): Promise<RecordedObject> => {
    const ref = refOf(object)
    const known = world.find(ref)
    const isGoing = textField(known, 'metadata', 'deletionTimestamp') !== undefined
    const live = known !== undefined && !isGoing ? known : await standingObject(ports, ref)
    if (live !== undefined) world.put({ ...live, apiVersion: ref.apiVersion, kind: ref.kind })
    // Ours are named by their content and never change; what the user brings along may be anything.
    const isPlain = stage !== undefined || (object.kind !== 'Secret' && object.kind !== 'ConfigMap')
    const earlier = before?.objects.find((one) => refKey(one.ref) === refKey(ref))
    const prior =
      earlier?.prior ??
      (live === undefined ? undefined : restorable({ ...live, apiVersion: ref.apiVersion, kind: ref.kind }))
    return {
      ref,
      ...(stage === undefined ? {} : { stage }),
      existed: earlier?.existed ?? live !== undefined,
      ...(live === undefined ? {} : { uid: uidOf(live) }),
      ...(isPlain && prior !== undefined ? { prior } : {}),
      ...(isPlain ? { next: object } : {}),
      hash: contentHash(object),
    }
  })
  const secrets = copies.map(async ({ namespace, name }): Promise<RecordedObject> => {
    const ref = { apiVersion: 'v1', kind: 'Secret', namespace, name }
    const live = await standingObject(ports, ref)
    return {
      ref,
      existed: live !== undefined,
      ...(live === undefined ? {} : { uid: uidOf(live) }),
      hash: contentHash(name),
    }
  })
  return Promise.all([...secrets, ...objects])
}
