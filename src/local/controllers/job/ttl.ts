import type { KubeObject } from '../../../plan/objects.ts'
import { conditionOf } from '../conditions.ts'
import { type Controller, controlLoop } from '../control.ts'
import { timeAt } from '../fields.ts'
import { keyOf } from '../object-cache.ts'
import { isDeleting } from '../pod-state.ts'
import { isFinishedJob } from './job-controller.ts'
import { jobSpec } from './job-spec.ts'

/** Deletes finished Jobs when `ttlSecondsAfterFinished` is over. */
export const ttlController: Controller = (control) => {
  const queue = controlLoop(control, {
    name: 'ttl-after-finished-controller',
    cache: control.caches.of('batch/v1', 'Job'),
    reconcile(job) {
      const dueMs = deletionDue(job)
      if (dueMs === undefined) return
      const leftMs = dueMs - control.clock.now()
      if (leftMs > 0) return queue.add(keyOf(job), leftMs)
      const { name, namespace = '' } = job.metadata
      control.store.delete({ apiVersion: job.apiVersion, kind: 'Job', namespace, name }, { propagation: 'Foreground' })
    },
  })
}

function deletionDue(job: KubeObject): number | undefined {
  const { ttlSeconds } = jobSpec(job)
  if (ttlSeconds === undefined || isDeleting(job) || !isFinishedJob(job)) return undefined
  const ended =
    timeAt(conditionOf(job, 'Complete'), 'lastTransitionTime') ??
    timeAt(conditionOf(job, 'Failed'), 'lastTransitionTime')
  return ended === undefined ? undefined : ended + ttlSeconds * 1000
}
