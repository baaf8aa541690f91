import { ProblemError } from '../model/problem.ts'
import type { KubeObject } from '../plan/objects.ts'
import type { ObjectRef } from './events.ts'
import { liveObject } from './known-kinds.ts'
import type { Clock, Cluster } from './ports.ts'
import { textField } from './world.ts'

const pauseMs = 250
const patienceMs = 120_000

/** What stands at a name: an object that is being deleted is waited for, since writing to it would be lost with it. */
export async function standingObject(
  { cluster, clock }: { readonly cluster: Cluster; readonly clock: Clock },
  ref: ObjectRef,
): Promise<KubeObject | undefined> {
  const end = clock.now() + patienceMs
  for (;;) {
    const live = await liveObject(cluster, ref)
    if (textField(live, 'metadata', 'deletionTimestamp') === undefined) return live
    if (clock.now() >= end) throw lingering(ref)
    await clock.sleep(pauseMs)
  }
}

function lingering({ kind, name, namespace = '' }: ObjectRef): ProblemError {
  return new ProblemError('cluster', [
    {
      severity: 'error',
      code: 'run/being-deleted',
      message: `${kind} "${name}" in "${namespace}" is being deleted, and does not go away`,
      hint: 'See what it waits for: a finalizer, or a pod that does not end.',
    },
  ])
}
