import { hasCode } from '../model/problem.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import { controlNamespace } from '../plan/secret-copy.ts'
import type { Cluster } from '../run/ports.ts'
import { type RunRecord, recordLabel, recordsIn } from '../run/record.ts'
import { listField, numberField, textField } from '../run/world.ts'
import { scheduleLabel } from './cron-job-spec.ts'

/** One run of a schedule. */
export interface ScheduledRun {
  /** Name of its Job, and id of its run. */
  readonly run: string
  readonly state: 'running' | 'succeeded' | 'failed'
  readonly startedAt?: string
  readonly finishedAt?: string
  readonly reason?: string
  /** What the run wrote down, while its record is kept. */
  readonly pipeline?: string
  readonly namespace?: string
  readonly revision?: number
  readonly outcome?: string
  readonly commit?: string
}

/** The runs of a schedule, newest first: Jobs while they are kept, and records, which stay longer. */
export async function scheduledRuns(
  cluster: Cluster,
  name: string,
  namespace = controlNamespace,
): Promise<readonly ScheduledRun[]> {
  const jobs = await cluster.list({ apiVersion: 'batch/v1', kind: 'Job', namespace })
  const records = await allRecords(cluster)
  const byRun = new Map(records.map((record) => [record.runId, record]))
  const own = jobs.filter((job) => isOf(job, name))
  const runs = own.map((job) => runOf(job, byRun.get(job.metadata.name)))
  const known = new Set(runs.map(({ run }) => run))
  const past = records.filter((record) => record.actor === `cronjob/${name}` && !known.has(record.runId)).map(pastRun)
  return [...runs, ...past].sort((a, b) => ((a.startedAt ?? '') < (b.startedAt ?? '') ? 1 : -1))
}

function isOf(job: KubeObject, name: string): boolean {
  if (job.metadata.labels?.[scheduleLabel] === name) return true
  const owners = job.metadata['ownerReferences']
  return (
    Array.isArray(owners) && owners.some((owner) => field(owner, 'kind') === 'CronJob' && field(owner, 'name') === name)
  )
}

function runOf(job: KubeObject, record: RunRecord | undefined): ScheduledRun {
  const end = listField(job, 'status', 'conditions').find(
    (condition) =>
      /^(Complete|Failed)$/.test(textField(condition, 'type') ?? '') && textField(condition, 'status') === 'True',
  )
  const hasFailed = textField(end, 'type') === 'Failed' || (numberField(job, 'status', 'failed') ?? 0) > 0
  const facts = {
    startedAt: textField(job, 'status', 'startTime'),
    finishedAt: textField(job, 'status', 'completionTime') ?? textField(end, 'lastTransitionTime'),
    reason: textField(end, 'type') === 'Failed' ? textField(end, 'message') : undefined,
  }
  return {
    run: job.metadata.name,
    state: end === undefined ? 'running' : hasFailed && textField(end, 'type') === 'Failed' ? 'failed' : 'succeeded',
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    ...(record === undefined ? {} : recorded(record)),
  }
}

function pastRun(record: RunRecord): ScheduledRun {
  return {
    run: record.runId,
    state: record.status === 'deployed' ? 'succeeded' : record.status === 'applying' ? 'running' : 'failed',
    startedAt: new Date(record.startedAt).toISOString(),
    ...(record.finishedAt === undefined ? {} : { finishedAt: new Date(record.finishedAt).toISOString() }),
    ...recorded(record),
  }
}

function recorded({ pipeline, namespace, revision, status, commit }: RunRecord) {
  return { pipeline, namespace, revision, outcome: status, commit }
}

/** Records are in the namespaces of their pipelines; who may not look everywhere sees the Jobs alone. */
async function allRecords(cluster: Cluster): Promise<readonly RunRecord[]> {
  try {
    const secrets = await cluster.list({ apiVersion: 'v1', kind: 'Secret', labelSelector: recordLabel })
    const byPlace = Map.groupBy(
      secrets,
      ({ metadata }) => `${metadata.namespace}/${metadata.labels?.['bodywork.dev/pipeline']}`,
    )
    return [...byPlace.values()].flatMap((pieces) => recordsIn(pieces))
  } catch (error) {
    if (hasCode(error, /^cluster\/forbidden$/)) return []
    throw error
  }
}
