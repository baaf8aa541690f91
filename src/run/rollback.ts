import { isDeepStrictEqual } from 'node:util'
import { field, type KubeObject, mapOf } from '../plan/objects.ts'
import type { ObjectRef } from './events.ts'
import { type RecordedObject, type RecordedRelease, type RunRecord, restorable } from './record.ts'
import { textField, uidOf } from './world.ts'

/** One thing a rollback does. */
export type RollbackStep =
  | { readonly action: 'restore'; readonly ref: ObjectRef; readonly stage?: string; readonly object: KubeObject }
  | { readonly action: 'delete'; readonly ref: ObjectRef; readonly stage?: string; readonly uid: string }
  | { readonly action: 'keep'; readonly ref: ObjectRef; readonly stage?: string; readonly reason: string }
  | {
      /** Done by helm. */
      readonly action: 'roll-back' | 'uninstall'
      readonly ref: ObjectRef
      readonly stage: string
      readonly release: RecordedRelease
    }

/** What a rollback is decided from. */
export interface RollbackInput {
  readonly record: RunRecord
  /** The object as it is now; undefined when it is gone. */
  readonly live: (ref: ObjectRef) => KubeObject | undefined
  /** What the server answered to our own write of it in this run, when we made one. */
  readonly written: (ref: ObjectRef) => KubeObject | undefined
  /** Only objects of this stage. */
  readonly only?: string
  /** Overwrites what others changed since our write. */
  readonly force: boolean
}

/** What has to be done to have everything as it was before the run, in reverse order; pure, and harmless to repeat. */
export function rollbackSteps(input: RollbackInput): readonly RollbackStep[] {
  const { record, only } = input
  const scaled = scaledDeployments(record)
  return [...record.objects]
    .reverse()
    .filter((object) => only === undefined || object.stage === only)
    .flatMap((object) => stepFor(object, input, scaled) ?? [])
}

function stepFor(object: RecordedObject, input: RollbackInput, scaled: ReadonlySet<string>): RollbackStep | undefined {
  const { ref, prior } = object
  const stage = object.stage === undefined ? {} : { stage: object.stage }
  const live = input.live(ref)
  const isScaled = ref.kind === 'Deployment' && scaled.has(ref.name)
  if (!object.existed) {
    if (live === undefined) return undefined
    if (!isOurs(live)) return { action: 'keep', ref, ...stage, reason: 'it is not ours any more' }
    return { action: 'delete', ref, ...stage, uid: uidOf(live) }
  }
  // A Job that ran again cannot be made to have run before.
  if (prior === undefined || ref.kind === 'Job') return undefined
  const wanted = isScaled ? withoutReplicas(prior) : prior
  if (live === undefined) return { action: 'restore', ref, ...stage, object: prior }
  if (isDeepStrictEqual(comparable(live, isScaled), comparable(prior, isScaled))) return undefined
  const written = input.written(ref)
  const isForeign =
    !input.force && written !== undefined && !isDeepStrictEqual(comparable(live, true), comparable(written, true))
  if (isForeign) return { action: 'keep', ref, ...stage, reason: 'somebody else changed it after this run did' }
  return { action: 'restore', ref, ...stage, object: wanted }
}

/** Only what carries our mark may be deleted. */
function isOurs(object: KubeObject): boolean {
  const labels = object.metadata.labels ?? {}
  return labels['app.kubernetes.io/managed-by'] === 'bodywork' || labels['bodywork.dev/pipeline'] !== undefined
}

/** Deployments whose replicas belong to an autoscaler, before or after the run. */
function scaledDeployments(record: RunRecord): ReadonlySet<string> {
  const scalers = record.objects.filter(({ ref }) => ref.kind === 'HorizontalPodAutoscaler')
  const names = scalers.flatMap(({ prior }) => textField(prior, 'spec', 'scaleTargetRef', 'name') ?? [])
  return new Set(names)
}

function withoutReplicas(object: KubeObject): KubeObject {
  const { replicas: _replicas, ...spec } = mapOf(field(object, 'spec'))
  return { ...object, spec }
}

/** What two states of an object are compared by: everything a person could have written. */
function comparable(object: KubeObject, ignoreReplicas: boolean): unknown {
  const bare = restorable(object)
  const json: unknown = JSON.parse(JSON.stringify(ignoreReplicas ? withoutReplicas(bare) : bare))
  return json
}
