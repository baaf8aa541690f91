import { jobsOf } from './clean-up.ts'
import type { ObjectRef } from './events.ts'
import { liveObject } from './known-kinds.ts'
import { isOwnConfig } from './own-config.ts'
import type { Cluster } from './ports.ts'
import type { RunRecord } from './record.ts'
import { isUserJob } from './snapshot.ts'
import { refOf } from './world.ts'

/** What a run that came to its verdict and died before it had tidied up left lying about. */
export async function leftovers(cluster: Cluster, record: RunRecord | undefined): Promise<readonly ObjectRef[]> {
  if (record === undefined || record.keepsJobs === true || record.kept === true) return []
  const jobs = await jobsOf(cluster, record.namespace, record.pipeline, record.runId)
  const created =
    record.status === 'rolled-back' ? record.objects.filter((one) => !one.existed && isOwnConfig(one)) : []
  const config = await Promise.all(created.map(async ({ ref }) => ((await liveObject(cluster, ref)) ? [ref] : [])))
  return [...jobs.filter((job) => !isUserJob(job)).map((job) => ({ ...refOf(job), ...jobKind })), ...config.flat()]
}

const jobKind = { apiVersion: 'batch/v1', kind: 'Job' }

/** Removes it; Jobs go with their pods. */
export async function dropLeftovers(cluster: Cluster, refs: readonly ObjectRef[]): Promise<void> {
  for (const ref of refs) await cluster.delete(ref, { propagation: 'Background' })
}
