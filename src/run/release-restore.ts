import type { RollbackItem } from './events.ts'
import type { RecordedRelease, RunRecord } from './record.ts'
import { isBackAt } from './release-steps.ts'
import type { ReleaseRevision } from './releases.ts'
import { isInstalled, type ReleaseCall, type Releases, releaseRef } from './releases.ts'
import { refKey } from './world.ts'

/** Helm's revisions of everything that a run was to install; what cannot be told is left out. */
export async function releaseHistories(
  releases: Releases | undefined,
  record: RunRecord,
): Promise<ReadonlyMap<string, readonly ReleaseRevision[]>> {
  const found = await Promise.all(
    (record.releases ?? []).map(async (release) => {
      const history = await releases?.history(release).catch(() => undefined)
      return history === undefined ? [] : [[refKey(releaseRef(release)), history] as const]
    }),
  )
  return new Map(found.flat())
}

/** Has helm bring a release back, or take it away, and looks whether it did. */
export async function restoreRelease(releases: Releases | undefined, release: RecordedRelease): Promise<RollbackItem> {
  const object = releaseRef(release)
  const { before, timeoutSeconds, historyLimit } = release
  const failed = (reason: string): RollbackItem => ({ object, action: 'failed', reason })
  if (releases === undefined) return failed('helm cannot reach this cluster')
  const unusable = await releases.unusable()
  if (unusable !== undefined) return failed(unusable.message)
  const call: ReleaseCall = { timeoutSeconds, historyLimit }
  const end = await (before === undefined
    ? releases.uninstall(release, call)
    : releases.rollBack(release, before, call))
  if (!end.isDone) return failed(end.said)
  const history = await releases.history(release)
  if (before === undefined) return isInstalled(history) ? failed('helm still has it') : { object, action: 'deleted' }
  const last = history.at(-1)
  return isBackAt(last, before)
    ? { object, action: 'restored' }
    : failed(`helm says "${last?.status ?? 'gone'}" of it: ${last?.description ?? ''}`)
}
