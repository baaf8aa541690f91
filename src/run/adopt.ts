import { isDeepStrictEqual } from 'node:util'
import { adoptionPatch } from '../plan/adoption.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import { type Engine, tell } from './engine.ts'
import type { ObjectRef } from './events.ts'
import { pipelineLabel } from './watching.ts'
import { refOf } from './world.ts'

/**
 * Makes room for an object that replaces one of an earlier release: what that release wrote is handed over to us, so
 * that applying removes it. A Deployment's selector can never change: one with another selector is taken away alone,
 * its pods keep serving until the new ones do.
 */
export async function adopted(engine: Engine, object: KubeObject): Promise<KubeObject> {
  const ref = refOf(object)
  const live = engine.world.find(ref)
  if (live === undefined) return object
  if (object.kind === 'Deployment' && hasOtherSelector(live, object)) {
    await takeAway(engine, live, object)
    return object
  }
  if (isEarlier(live)) await handOver(engine, ref)
  return object
}

/** True for what an earlier release made and we have not touched yet. */
function isEarlier({ metadata: { labels } }: KubeObject): boolean {
  return labels?.['app'] === 'bodywork' && labels[pipelineLabel] === undefined
}

async function handOver(engine: Engine, ref: ObjectRef): Promise<void> {
  const whole = await engine.cluster.get(ref, { managedFields: true })
  const patch =
    whole === undefined ? undefined : adoptionPatch({ ...whole, apiVersion: ref.apiVersion, kind: ref.kind })
  if (patch !== undefined) await engine.cluster.patch(ref, patch)
}

/** True when the two Deployments cannot be one: selectors are immutable. */
export function hasOtherSelector(live: KubeObject, wanted: KubeObject): boolean {
  const before = field(live, 'spec', 'selector')
  return before !== undefined && !isDeepStrictEqual(before, field(wanted, 'spec', 'selector'))
}

async function takeAway(engine: Engine, live: KubeObject, object: KubeObject): Promise<void> {
  tell(engine, {
    type: 'notice',
    level: 'note',
    code: 'run/selector-changed',
    message: `Deployment ${object.metadata.name} selects its pods in another way now: it is made anew, the old pods serve until then`,
  })
  await engine.cluster.delete(refOf(object), { propagation: 'Orphan' })
  engine.world.remove(live)
}
