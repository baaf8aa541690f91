import type { KubeObject } from '../plan/objects.ts'
import type { Clock, Cluster } from './ports.ts'
import { pipelineLabel } from './watching.ts'
import { refOf, textField } from './world.ts'

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

/** Removes a namespace that a run made and that holds nothing of anybody. */
export async function dropEmptyNamespace(cluster: Cluster, namespace: string): Promise<boolean> {
  const ref = { apiVersion: 'v1', kind: 'Namespace', name: namespace }
  const live = await cluster.get(ref)
  if (live === undefined || live.metadata.labels?.['app.kubernetes.io/managed-by'] !== 'bodywork') return false
  const kinds = [
    ['v1', 'Pod'],
    ['v1', 'Service'],
    ['v1', 'PersistentVolumeClaim'],
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'StatefulSet'],
    ['batch/v1', 'Job'],
    ['batch/v1', 'CronJob'],
  ] as const
  for (const [apiVersion, kind] of kinds) {
    const left = await cluster.list({ apiVersion, kind, namespace })
    if (left.some((object) => textField(object, 'metadata', 'deletionTimestamp') === undefined)) return false
  }
  return cluster.delete(ref, { propagation: 'Background' })
}

/** A promise that resolves after that time, for waits that must end. */
export function limit(clock: Clock, ms: number): { readonly over: Promise<void>; stop(): void } {
  const timer = new AbortController()
  return { over: clock.sleep(ms, timer.signal).catch(() => undefined), stop: () => timer.abort() }
}
