import type { PlannedStage } from '../plan/plan.ts'
import { planFor } from '../plan/plan-for.ts'
import type { Engine } from './engine.ts'
import type { Failure, RollbackOutcome } from './events.ts'
import type { StageEnd } from './stage-end.ts'
import { runStage } from './stage-run.ts'

/** What hooks are told about the run. */
export interface HookNews {
  readonly failed?: { readonly stage: string; readonly failure: Failure }
  readonly rollback: RollbackOutcome
}

/** Runs the stages that wait for the run's end; their own failure is told, and changes nothing. */
export async function runHooks(engine: Engine, news: HookNews): Promise<readonly StageEnd[]> {
  const { onFailure, onSuccess, always } = engine.plan.hooks
  const first = news.failed === undefined ? onSuccess : onFailure
  const ends: StageEnd[] = []
  for (const hook of [first, always]) if (hook !== undefined) ends.push(await runHook(engine, hook, news))
  return ends
}

/**
 * Runs the compensation of every batch stage that had succeeded, in reverse order of the graph: what a Job did cannot
 * be undone by restoring objects.
 */
export async function runCompensations(
  engine: Engine,
  done: ReadonlySet<string>,
  news: HookNews,
): Promise<readonly StageEnd[]> {
  const ends: StageEnd[] = []
  for (const { stage } of [...engine.plan.stages].reverse()) {
    if (stage.kind !== 'batch' || stage.onRollback === undefined || !done.has(stage.name)) continue
    const planned = compensation(engine, stage.onRollback)
    if (planned !== undefined) ends.push(await runHook(engine, planned, news))
  }
  return ends
}

/** A compensation is in no step; planning it as the hook of a failure gives the same Job. */
function compensation({ plan }: Engine, name: string): PlannedStage | undefined {
  const planned = planFor({ ...plan.pipeline, onFailure: name }, plan.facts)
  return planned.ok ? planned.value.hooks.onFailure : undefined
}

function runHook(engine: Engine, planned: PlannedStage, news: HookNews): Promise<StageEnd> {
  const { promise, reject } = Promise.withResolvers<never>()
  const run = runStage(engine, {
    planned,
    env: environmentOf(engine, news),
    mayTell: Promise.resolve(),
    onEnd: () => undefined,
    onBreak: reject,
  })
  const cancel = () => run.cancel()
  engine.signal.addEventListener('abort', cancel, { once: true })
  return Promise.race([run.told, promise]).finally(() => engine.signal.removeEventListener('abort', cancel))
}

/** The contract of earlier releases, and everything else as JSON. */
function environmentOf(engine: Engine, { failed, rollback }: HookNews): Readonly<Record<string, string>> {
  const { pipeline, facts } = engine.plan
  const run = {
    pipeline: pipeline.name,
    namespace: pipeline.namespace,
    commit: facts.commit,
    runId: facts.runId,
    rollback,
  }
  if (failed === undefined) return { BODYWORK_RUN: JSON.stringify(run) }
  const { stage, failure } = failed
  return {
    EXCEPTION_MESSAGE: `stage "${stage}" failed: ${failure.message}`,
    BODYWORK_FAILURE: JSON.stringify({ ...run, stage, ...failure }),
  }
}
