import { artifactMark, artifactsOutput } from '../model/artifact-mark.ts'
import { ProblemError } from '../model/problem.ts'
import { artifactMapNames } from '../plan/artifacts.ts'
import type { ObjectRef } from './events.ts'
import { liveObject } from './known-kinds.ts'
import type { Cluster } from './ports.ts'
import type { RunRecord } from './record.ts'
import { type LiveWorld, refKey } from './world.ts'

/** True for the ConfigMaps and Secrets that are ours: those of a stage are the user's own. */
export function isOwnConfig({ ref, stage }: { readonly ref: ObjectRef; readonly stage?: string }): boolean {
  return stage === undefined && ref.apiVersion === 'v1' && (ref.kind === 'ConfigMap' || ref.kind === 'Secret')
}

/** The ConfigMaps and Secrets that the pods of a version need: its code, the copies of its secrets, and its artifacts. */
export function configOf({ objects, namespace, stages }: RunRecord): readonly ObjectRef[] {
  const marks = Object.values(stages).flatMap(({ outputs }) => artifactMark(outputs[artifactsOutput]) ?? [])
  const names = marks.filter(({ home }) => home === 'packed').flatMap(({ parts }) => parts.flatMap(artifactMapNames))
  const artifacts = names.map((name) => ({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name }))
  return [...objects.filter(isOwnConfig).map(({ ref }) => ref), ...artifacts]
}

/**
 * Records too old to be kept, without those that alone know of code that still serves: a run of a few stages, or one that goes back,
 * leaves pods that need what an old run wrote.
 */
export function tooOld(
  records: readonly RunRecord[],
  limit: number,
  world: Pick<LiveWorld, 'of'>,
): readonly RunRecord[] {
  const serving = JSON.stringify(world.of('Deployment').map((deployment) => deployment['spec']))
  const known = new Set(records.slice(0, limit).flatMap(configOf).map(refKey))
  return records.slice(limit).filter((record) => {
    const needed = configOf(record).filter((ref) => !known.has(refKey(ref)) && serving.includes(`"${ref.name}"`))
    for (const ref of needed) known.add(refKey(ref))
    return needed.length === 0
  })
}

/** Refuses to go back to a version whose code or secrets are gone: its pods could not start. */
export async function checkConfig(cluster: Cluster, record: RunRecord): Promise<void> {
  const found = await Promise.all(configOf(record).map(async (ref) => ({ ref, live: await liveObject(cluster, ref) })))
  const gone = found.filter(({ live }) => live === undefined).map(({ ref }) => ref)
  if (gone.length === 0) return
  throw new ProblemError(
    'user',
    gone.map(({ kind, name }) => ({
      severity: 'error',
      code: 'run/version-incomplete',
      message: `revision ${record.revision} cannot be brought back: its ${kind} "${name}" was deleted`,
      hint: `Deploy its commit again: git checkout ${record.commit} && bodywork deploy`,
    })),
  )
}
