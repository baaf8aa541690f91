import { type Engine, tell } from './engine.ts'
import { lastGood, type RunRecord } from './record.ts'

/** What `changed(…)` answers: against the base that was given, else against what is deployed; everything has changed when nobody can tell. */
export async function changesFor(engine: Engine, earlier: readonly RunRecord[]): Promise<Engine['options']['changed']> {
  const { options, plan } = engine
  const asks = plan.stages.some(({ stage }) => stage.condition?.includes('changed') === true)
  if (!asks || options.changesSince === undefined) return options.changed
  const base = options.base ?? lastGood(earlier)?.commit
  const changes = base === undefined ? undefined : await options.changesSince(base)
  if (changes !== undefined) return changes
  tell(engine, {
    type: 'notice',
    level: options.base === undefined && base === undefined ? 'note' : 'warning',
    code: 'run/base-unknown',
    message:
      base === undefined
        ? 'nothing is deployed yet: every file counts as changed'
        : `what has changed since ${base} cannot be told, as in a shallow clone: every file counts as changed`,
  })
  return () => true
}
