import type { KubeObject } from '../plan/objects.ts'
import type { Clock, Cluster } from './ports.ts'
import { pipelineLabel } from './watching.ts'
import { refOf } from './world.ts'

/** Deletes Jobs with their pods; ones that are gone already are fine. */
export async function deleteJobs(cluster: Cluster, jobs: readonly KubeObject[]): Promise<void> {
  await Promise.all(
    jobs.map((job) =>
      cluster.delete(refOf({ ...job, apiVersion: 'batch/v1', kind: 'Job' }), { propagation: 'Background' }),
    ),
  )
}

/** Jobs of a pipeline, all of them or those of one run. */
export async function jobsOf(
  cluster: Cluster,
  namespace: string,
  pipeline: string,
  runId?: string,
): Promise<readonly KubeObject[]> {
  const labelSelector = `${pipelineLabel}=${pipeline}`
  const jobs = await cluster.list({ apiVersion: 'batch/v1', kind: 'Job', namespace, labelSelector })
  return jobs.filter((job) => runId === undefined || job.metadata.annotations?.['bodywork.dev/run'] === runId)
}

/** A promise that resolves after that time, for waits that must end. */
export function limit(clock: Clock, ms: number): { readonly over: Promise<void>; stop(): void } {
  const timer = new AbortController()
  return { over: clock.sleep(ms, timer.signal).catch(() => undefined), stop: () => timer.abort() }
}
