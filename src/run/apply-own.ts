import type { KubeObject } from '../plan/objects.ts'
import { applyObject } from './apply-objects.ts'
import type { Engine } from './engine.ts'
import { definesKind, isUnknownKind, liveObject } from './known-kinds.ts'
import { refOf, uidOf } from './world.ts'

const pauseMs = 250
/** How long a new kind may take to be served, and an old Job to be gone. */
const patienceMs = 60_000

/** Applies an object of a stage; a Job runs anew, and a kind that this run has just defined is waited for. */
export async function applyOwn(engine: Engine, object: KubeObject, stage: string): Promise<void> {
  if (object.kind === 'Job') await makeRoom(engine, object)
  const until = engine.clock.now() + patienceMs
  for (;;)
    try {
      await applyObject(engine, object, stage)
      return
    } catch (error) {
      if (!isUnknownKind(error) || !definesKind(engine.plan, object) || engine.clock.now() > until) throw error
      await engine.clock.sleep(pauseMs)
    }
}

/** A Job that has run never runs again: the one of an earlier deployment has to go first. */
async function makeRoom({ cluster, clock, world }: Engine, job: KubeObject): Promise<void> {
  const ref = refOf(job)
  const before = await liveObject(cluster, ref)
  if (before === undefined) return
  await cluster.delete(ref, { uid: uidOf(before), propagation: 'Background' })
  world.remove(before)
  const until = clock.now() + patienceMs
  while (clock.now() < until) {
    const now = await liveObject(cluster, ref)
    if (now === undefined || uidOf(now) !== uidOf(before)) return
    await clock.sleep(pauseMs)
  }
}
