import { controlNamespace } from '../plan/secret-copy.ts'
import type { Cluster } from '../run/ports.ts'
import { uidOf } from '../run/world.ts'
import { missing, refused } from './missing.ts'

/** Deletes the Job in which an earlier release ran a whole pipeline. */
export async function deleteRunJob(cluster: Cluster, name: string, namespace = controlNamespace): Promise<void> {
  const ref = { apiVersion: 'batch/v1', kind: 'Job', namespace, name }
  const live = await cluster.get(ref)
  if (live === undefined) {
    const jobs = await cluster.list({ apiVersion: 'batch/v1', kind: 'Job', namespace, labelSelector: 'app=bodywork' })
    throw missing(
      `Job in ${namespace}`,
      name,
      jobs.map(({ metadata }) => metadata.name),
    )
  }
  if (live.metadata.labels?.['app'] !== 'bodywork')
    throw refused('not-ours', `the Job "${name}" in ${namespace} was not made by bodywork`, 'Use kubectl for it.')
  await cluster.delete(ref, { uid: uidOf(live), propagation: 'Background' })
}
