import type { Plan } from '../plan/plan.ts'
import { configHash } from './config-hash.ts'
import type { RunOptions } from './engine.ts'
import type { RunRecord } from './record.ts'

/**
 * The batch stages that need not run again: the newest run failed or was cancelled, had the same commit and
 * configuration, and they had succeeded. Services are never skipped, because a failed run puts the old ones back.
 */
export function resumable(
  plan: Plan,
  options: Pick<RunOptions, 'resume'>,
  earlier: readonly RunRecord[],
): Pick<RunOptions, 'resumed'> {
  const [last] = earlier
  if (options.resume !== true || last === undefined || last.status === 'deployed') return {}
  if (last.commit !== plan.facts.commit || last.configHash !== configHash(plan)) return {}
  const done = plan.stages.flatMap(({ stage }) => {
    const before = last.stages[stage.name]
    return stage.kind === 'batch' && before?.outcome === 'succeeded' ? [[stage.name, before.outputs] as const] : []
  })
  return { resumed: Object.fromEntries(done) }
}
