import { labelValue } from '../model/names.ts'
import { ProblemError } from '../model/problem.ts'
import type { Plan } from '../plan/plan.ts'
import { allStages } from '../plan/plan-objects.ts'
import { type Engine, tell } from './engine.ts'
import type { RecordedRelease, RunRecord } from './record.ts'
import { isDeployedBy, isInstalled, type ReleaseName, releaseRef } from './releases.ts'

/** Releases that earlier runs had helm install and nobody of them uninstalled, each once; records come newest first. */
export function recordedReleases(records: readonly RunRecord[]): readonly RecordedRelease[] {
  const found = new Map<string, RecordedRelease | undefined>()
  for (const { releases = [], uninstalled = [] } of records) {
    for (const release of releases) if (!found.has(keyOf(release))) found.set(keyOf(release), release)
    for (const key of uninstalled) if (!found.has(key)) found.set(key, undefined)
  }
  return [...found.values()].filter((release) => release !== undefined)
}

function keyOf({ namespace, name }: ReleaseName): string {
  return `${namespace}/${name}`
}

/** Those of them that the plan does not have any more. */
export function prunableReleases(plan: Plan, records: readonly RunRecord[]): readonly RecordedRelease[] {
  const planned = allStages(plan).flatMap(({ release }) => (release === undefined ? [] : [keyOf(release)]))
  return recordedReleases(records).filter((release) => !planned.includes(keyOf(release)))
}

/** Has helm uninstall what the file no longer has, as long as it is what this pipeline deployed; gives what is gone. */
export async function pruneReleases(engine: Engine, records: readonly RunRecord[]): Promise<readonly string[]> {
  const { plan, releases, options } = engine
  const unwanted = options.selected === undefined ? prunableReleases(plan, records) : []
  if (unwanted.length === 0) return []
  const unusable = releases === undefined ? 'helm cannot reach this cluster' : (await releases.unusable())?.message
  if (releases === undefined || unusable !== undefined) throw notUninstalled(unwanted, unusable ?? '')
  for (const release of unwanted) {
    const history = await releases.history(release)
    if (!isInstalled(history) || !isDeployedBy(history, labelValue(plan.pipeline.name))) continue
    const end = await releases.uninstall(release, release)
    if (!end.isDone) throw notUninstalled([release], end.said)
    tell(engine, { type: 'object.applied', object: releaseRef(release), change: 'deleted' })
  }
  return unwanted.map(keyOf)
}

function notUninstalled(releases: readonly RecordedRelease[], why: string): ProblemError {
  const names = releases.map(({ name }) => `"${name}"`).join(', ')
  return new ProblemError('cluster', [
    {
      severity: 'error',
      code: 'helm/not-uninstalled',
      message: `the release ${names} is still installed: ${why}`,
      hint: 'Uninstall it with helm, or deploy again.',
    },
  ])
}
