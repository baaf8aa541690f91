import { deleteJobs, jobsOf } from './clean-up.ts'
import { tell } from './engine.ts'
import type { RollbackOutcome } from './events.ts'
import { isOpen, lastGood, type RunRecord } from './record.ts'
import { openRecord } from './record-store.ts'
import { type Restorer, restore } from './rollback-execute.ts'

/** What became of a run that ended in the middle. */
export interface TakenOver {
  readonly record: RunRecord
  readonly outcome: RollbackOutcome
}

/** The run whose work is neither finished nor undone, if there is one: only ever the newest. */
export function unfinished(records: readonly RunRecord[]): RunRecord | undefined {
  const [newest] = records
  return newest !== undefined && isOpen(newest) ? newest : undefined
}

/** Undoes what a run that is gone had begun, and says so. */
export async function takeOver(
  parts: Restorer,
  records: readonly RunRecord[],
  options: { readonly force: boolean },
): Promise<TakenOver | undefined> {
  const record = unfinished(records)
  if (record === undefined) return undefined
  tell(parts, {
    type: 'notice',
    level: 'warning',
    code: 'run/taken-over',
    message: `run ${record.runId} (revision ${record.revision}) ended as "${record.status}": what it began is undone first`,
  })
  await deleteJobs(parts.cluster, await jobsOf(parts.cluster, record.namespace, record.pipeline, record.runId))
  const good = lastGood(records)
  const writer = openRecord(parts.cluster, record)
  const outcome = await restore(parts, {
    record: writer,
    force: options.force,
    ...(good === undefined ? {} : { toCommit: good.commit }),
  })
  return { record: writer.current(), outcome }
}
