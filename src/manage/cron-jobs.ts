import { field, type KubeObject } from '../plan/objects.ts'
import { controlNamespace } from '../plan/secret-copy.ts'
import type { ObjectRef } from '../run/events.ts'
import type { Cluster } from '../run/ports.ts'
import { listField, textField, uidOf } from '../run/world.ts'
import { inControlNamespace } from './control-namespace.ts'
import { cronJobOf, type ScheduledDeployment, scheduledDeployment } from './cron-job-spec.ts'
import { missing, refused, taken } from './missing.ts'

/** A schedule as it is shown. */
export interface ShownSchedule extends ScheduledDeployment {
  readonly namespace: string
  readonly isSuspended: boolean
  readonly lastAt?: string
  readonly active: number
  readonly createdAt?: string
}

const kind = { apiVersion: 'batch/v1', kind: 'CronJob' }

function refTo(name: string, namespace = controlNamespace): ObjectRef & { readonly namespace: string } {
  return { ...kind, namespace, name }
}

/** Makes a schedule; one of that name stays as it is. */
export async function createCronJob(cluster: Cluster, wanted: ScheduledDeployment): Promise<void> {
  const { existed } = await inControlNamespace(cluster, () => cluster.create(cronJobOf(wanted)))
  if (existed)
    throw taken('cronjob', wanted.name, `Change it: bodywork update cronjob --name ${wanted.name} --schedule "..."`)
}

/** Writes a schedule anew: everything about it is said again, so nothing of an older form stays. */
export async function updateCronJob(cluster: Cluster, wanted: ScheduledDeployment): Promise<void> {
  const live = await findCronJob(cluster, wanted.name)
  const next = cronJobOf(wanted)
  const suspend = field(live, 'spec', 'suspend') === true
  await cluster.replace({
    ...next,
    metadata: { ...next.metadata, resourceVersion: live.metadata['resourceVersion'] },
    spec: { ...Object(field(next, 'spec')), suspend },
  })
}

/** Stops a schedule from firing, or lets it fire again. */
export async function suspendCronJob(cluster: Cluster, name: string, isSuspended: boolean): Promise<void> {
  await findCronJob(cluster, name)
  await cluster.patch(refTo(name), { spec: { suspend: isSuspended } })
}

/** Deletes a schedule and the Jobs it made; a run that is under way ends. */
export async function deleteCronJob(cluster: Cluster, name: string, namespace?: string): Promise<void> {
  const live = await findCronJob(cluster, name, namespace)
  await cluster.delete(refTo(name, namespace), { uid: uidOf(live), propagation: 'Background' })
}

/** Starts a run of a schedule now; gives the name of its Job. */
export async function fireCronJob(cluster: Cluster, name: string, nowMs: number): Promise<string> {
  const live = await findCronJob(cluster, name)
  const template = field(live, 'spec', 'jobTemplate')
  const job = `${name.slice(0, 40).replace(/-+$/, '')}-now-${Math.floor(nowMs / 1000).toString(36)}`
  const owner = { ...kind, name, uid: uidOf(live), controller: true }
  await cluster.create({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: job,
      namespace: controlNamespace,
      labels: Object(field(template, 'metadata', 'labels') ?? {}),
      annotations: {
        ...Object(field(template, 'metadata', 'annotations')),
        'cronjob.kubernetes.io/instantiate': 'manual',
      },
      ownerReferences: [owner],
    },
    spec: Object(field(template, 'spec')),
  })
  return job
}

/** The schedules there are. */
export async function listCronJobs(cluster: Cluster, namespace = controlNamespace): Promise<readonly ShownSchedule[]> {
  const found = await cluster.list({ ...kind, namespace, labelSelector: 'app=bodywork' })
  return found.map(shownSchedule).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A live CronJob of ours; one of somebody else is refused. */
export async function findCronJob(cluster: Cluster, name: string, namespace = controlNamespace): Promise<KubeObject> {
  const live = await cluster.get(refTo(name, namespace))
  if (live === undefined) {
    const known = await listCronJobs(cluster, namespace)
    throw missing(
      'cronjob',
      name,
      known.map((one) => one.name),
      'See "bodywork get cronjobs".',
    )
  }
  if (live.metadata.labels?.['app'] === 'bodywork') return live
  throw refused('not-ours', `the CronJob "${name}" in ${namespace} was not made by bodywork`, 'Use kubectl for it.')
}

/** A live CronJob as it is shown. */
export function shownSchedule(cronJob: KubeObject): ShownSchedule {
  const lastAt = textField(cronJob, 'status', 'lastScheduleTime')
  const createdAt = textField(cronJob, 'metadata', 'creationTimestamp')
  return {
    ...scheduledDeployment(cronJob),
    namespace: cronJob.metadata.namespace ?? '',
    isSuspended: field(cronJob, 'spec', 'suspend') === true,
    active: listField(cronJob, 'status', 'active').length,
    ...(lastAt === undefined ? {} : { lastAt }),
    ...(createdAt === undefined ? {} : { createdAt }),
  }
}
