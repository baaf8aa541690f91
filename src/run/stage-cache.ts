import type { Plan, PlannedStage } from '../plan/plan.ts'
import type { Engine } from './engine.ts'
import { contentHash } from './record.ts'

/** What a result is remembered by, and when it came about. */
export interface CacheMark {
  readonly key: string
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** An earlier result that stands for running the stage. */
export interface CacheHit {
  readonly outputs: Readonly<Record<string, string>>
  readonly mark: CacheMark
  readonly reason: string
}

/** Everything the result of a stage depends on, as one hash; undefined for a stage without `cache`. */
export function cacheKey({ plan, outputs }: Engine, { stage, needs }: PlannedStage): string | undefined {
  if (stage.kind !== 'batch' || stage.cache === undefined) return undefined
  const inputs = plan.facts.inputHashes?.[stage.name]
  if (inputs === undefined) return undefined
  const { place: _place, needs: _needs, condition: _condition, group: _group, cache: _cache, ...own } = stage
  const digest = plan.facts.digests?.[stage.image] ?? ''
  const given = ancestorsOf(plan, needs).map((need) => [need, outputs.get(need) ?? {}])
  return contentHash({ own, inputs, given, digest, env: plan.pipeline.env })
}

/** All stages that are done before, in the order of the plan. */
export function ancestorsOf(plan: Plan, needs: readonly string[]): readonly string[] {
  const before = new Set(needs)
  for (const name of before)
    for (const need of plan.stages.find(({ stage }) => stage.name === name)?.needs ?? []) before.add(need)
  return plan.stages.flatMap(({ stage }) => (before.has(stage.name) ? [stage.name] : []))
}

/** The newest success with the same key that is not too old. */
export function cacheHit(engine: Engine, planned: PlannedStage): CacheHit | undefined {
  const { stage } = planned
  const key = cacheKey(engine, planned)
  if (key === undefined || stage.kind !== 'batch') return undefined
  const ttlMs = (stage.cache?.ttlSeconds ?? Number.POSITIVE_INFINITY) * 1000
  for (const record of engine.options.earlier ?? []) {
    const before = record.stages[stage.name]
    if (before?.cache?.key !== key || engine.clock.now() - before.cache.at > ttlMs) continue
    const reason = `its inputs are those of its success at ${new Date(before.cache.at).toISOString()}`
    return { outputs: before.outputs, mark: before.cache, reason }
  }
  return undefined
}
