import { isDeepStrictEqual } from 'node:util'
import { fieldManager } from '../plan/labels.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import { type Engine, tell } from './engine.ts'
import { refKey, refOf, textField, uidOf } from './world.ts'

/** Applies an object as ours and tells what that changed. */
export async function applyObject(engine: Engine, object: KubeObject, stage?: string): Promise<KubeObject> {
  const ref = refOf(object)
  const before = engine.world.find(ref)
  const live = await engine.cluster.apply(object, { fieldManager, force: true })
  engine.written.set(refKey(ref), live)
  tell(engine, {
    type: 'object.applied',
    ...(stage === undefined ? {} : { stage }),
    object: ref,
    change: changeOf(before, live, engine.startedAt),
  })
  return live
}

/** What the world does not know is told apart by its age: one made since the run began was made by us. */
function changeOf(
  before: KubeObject | undefined,
  live: KubeObject,
  startedAt: number,
): 'created' | 'configured' | 'unchanged' {
  if (before !== undefined && uidOf(before) === uidOf(live))
    return textField(before, 'metadata', 'resourceVersion') === textField(live, 'metadata', 'resourceVersion')
      ? 'unchanged'
      : 'configured'
  const createdAt = Date.parse(textField(live, 'metadata', 'creationTimestamp') ?? '')
  return createdAt + 1000 < startedAt ? 'configured' : 'created'
}

/**
 * True for a Service, Ingress or HTTPRoute that serves now and is about to change: it is only switched over when the new
 * pods are ready, so that the old ones answer until then.
 */
export function switchesLater(engine: Engine, object: KubeObject): boolean {
  if (!['Service', 'Ingress', 'HTTPRoute'].includes(object.kind)) return false
  const live = engine.world.find(refOf(object))
  return live !== undefined && !covers(field(live, 'spec'), field(object, 'spec'))
}

/** True when every field of `wanted` has the same value in `live`. */
export function covers(live: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(live) && live.length === wanted.length && wanted.every((item, index) => covers(live[index], item))
    )
  if (typeof wanted === 'object' && wanted !== null)
    return Object.entries(wanted).every(([key, value]) => covers(field(live, key), value))
  return isDeepStrictEqual(live, wanted)
}
