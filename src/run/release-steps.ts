import type { RecordedRelease, RunRecord } from './record.ts'
import { isDeployedBy, isInstalled, type ReleaseRevision, releaseRef } from './releases.ts'
import type { RollbackStep } from './rollback.ts'

/** What is decided from: how helm's releases are now; undefined where that cannot be told. */
export interface ReleaseInput {
  readonly record: RunRecord
  readonly history: (release: RecordedRelease) => readonly ReleaseRevision[] | undefined
  readonly only?: string
  readonly force: boolean
}

/** What has to be done to have every release as it was before the run; pure, and harmless to repeat. */
export function releaseSteps({ record, history, only, force }: ReleaseInput): readonly RollbackStep[] {
  return [...(record.releases ?? [])]
    .reverse()
    .filter(({ stage }) => only === undefined || stage === only)
    .flatMap((release) => stepFor(release, history(release), record.pipeline, force) ?? [])
}

function stepFor(
  release: RecordedRelease,
  history: readonly ReleaseRevision[] | undefined,
  pipeline: string,
  force: boolean,
): RollbackStep | undefined {
  const { stage, before } = release
  const base = { ref: releaseRef(release), stage, release }
  if (history === undefined)
    return before === undefined ? { action: 'uninstall', ...base } : { action: 'roll-back', ...base }
  if (before === undefined) {
    if (!isInstalled(history)) return undefined
    return isForeign(history, pipeline) && !force
      ? { action: 'keep', ...base, reason: foreign }
      : { action: 'uninstall', ...base }
  }
  const last = history.at(-1)
  if (last?.revision === before || isBackAt(last, before)) return undefined
  const newer = history.filter(({ revision }) => revision > before)
  return isForeign(newer, pipeline) && !force
    ? { action: 'keep', ...base, reason: foreign }
    : { action: 'roll-back', ...base }
}

const foreign = 'somebody else changed it with helm after this run did'

/** True when helm has already brought that revision back. */
export function isBackAt(last: ReleaseRevision | undefined, revision: number): boolean {
  return last?.status === 'deployed' && last.description === `Rollback to ${revision}`
}

/** Somebody else's: a revision that is deployed and is neither ours nor one that was brought back. */
function isForeign(newer: readonly ReleaseRevision[], pipeline: string): boolean {
  return newer.some(
    (one) => one.status === 'deployed' && !isDeployedBy([one], pipeline) && !/^Rollback to \d+$/.test(one.description),
  )
}
