import { ProblemError } from '../model/problem.ts'
import type { Cluster } from './ports.ts'
import { type RunRecord, recordLabel, recordName, recordsIn, secretsOf } from './record.ts'
import { pipelineLabel } from './watching.ts'

/** How many records of a pipeline are kept. */
export const keptRecords = 10

/** All records of a pipeline, newest first. */
export async function readRecords(
  cluster: Cluster,
  namespace: string,
  pipeline?: string,
): Promise<readonly RunRecord[]> {
  const labelSelector = pipeline === undefined ? recordLabel : `${recordLabel},${pipelineLabel}=${pipeline}`
  const secrets = await cluster.list({ apiVersion: 'v1', kind: 'Secret', namespace, labelSelector })
  return recordsIn(secrets.map((secret) => ({ ...secret, apiVersion: 'v1', kind: 'Secret' })))
}

/** A record that is being written. */
export interface RecordWriter {
  current(): RunRecord
  update(change: Partial<RunRecord>): Promise<void>
}

/** Writes a new record; one of that revision that is already there belongs to another run. */
export async function createRecord(cluster: Cluster, record: RunRecord): Promise<RecordWriter> {
  for (const secret of [...secretsOf(record)].reverse()) {
    const { existed } = await cluster.create(secret)
    if (existed && !(await isLeftover(cluster, record)))
      throw new ProblemError('lock', [
        {
          severity: 'error',
          code: 'run/record-taken',
          message: `revision ${record.revision} of the pipeline "${record.pipeline}" was just written by another run`,
          hint: 'Wait for that run, then run again.',
        },
      ])
    if (existed) await cluster.replace(secret)
  }
  return openRecord(cluster, record)
}

/** A piece without its first one was left by a run that died while it wrote: nothing was touched yet. */
async function isLeftover(cluster: Cluster, record: RunRecord): Promise<boolean> {
  const { namespace, pipeline, revision } = record
  const first = await cluster.get({
    apiVersion: 'v1',
    kind: 'Secret',
    namespace,
    name: recordName(pipeline, revision, 0),
  })
  return first === undefined
}

/** A record that exists, to be brought forward. */
export function openRecord(cluster: Cluster, record: RunRecord): RecordWriter {
  let current = record
  return {
    current: () => current,
    update: async (change) => {
      current = { ...current, ...change }
      for (const secret of [...secretsOf(current)].reverse())
        await cluster.apply(secret, { fieldManager: 'bodywork', force: true })
    },
  }
}

/** Deletes records that are too old to go back to. */
export async function dropRecords(cluster: Cluster, records: readonly RunRecord[]): Promise<void> {
  for (const old of records)
    for (let part = 0; part < secretsOf(old).length; part++)
      await cluster.delete({
        apiVersion: 'v1',
        kind: 'Secret',
        namespace: old.namespace,
        name: recordName(old.pipeline, old.revision, part),
      })
}
