import { asksForState } from '../model/expression.ts'
import { parseExpression } from '../model/expression-parser.ts'
import type { PlannedStage } from '../plan/plan.ts'
import { type Engine, tell } from './engine.ts'
import type { Failure } from './events.ts'
import { ownFailure } from './failure-from.ts'
import { conditionAnswer } from './gate.ts'
import { pullingAhead } from './pull-ahead.ts'
import { type Ended, movesFor, type Node, type Progress } from './scheduler.ts'
import { cacheHit, cacheKey } from './stage-cache.ts'
import type { StageEnd } from './stage-end.ts'
import { runStage, type StageRun, tellSkipped, tellUntold } from './stage-run.ts'

/** How the graph ended. */
export interface GraphEnd {
  readonly ends: Readonly<Record<string, StageEnd>>
  /** The stage that failed first, with why. */
  readonly failed?: { readonly stage: string; readonly failure: Failure }
  readonly isCancelled: boolean
  /** Resolves when every stage's logs are drained and its end has been told. */
  readonly told: Promise<Readonly<Record<string, StageEnd>>>
}

/** Runs every stage of the plan as soon as what it needs is there; resolves at the last verdict. */
export function runGraph(engine: Engine): Promise<GraphEnd> {
  const { plan, options, signal } = engine
  const nodes = plan.stages.map(nodeOf)
  const planned = new Map(plan.stages.map((stage) => [stage.stage.name, stage]))
  const progress: Record<string, Progress[string]> = {}
  const ends: Record<string, StageEnd> = {}
  const runs = new Map<string, StageRun>()
  const told = new Map<string, Promise<unknown>>()
  let failed: GraphEnd['failed']
  const { promise, resolve, reject } = Promise.withResolvers<GraphEnd>()
  const waves = waveTeller(engine)
  const pullAhead = pullingAhead(engine)

  const finish = (end: StageEnd, counts = false): void => {
    ends[end.stage] = end
    const ended: Ended = { outcome: end.outcome, ...(counts ? { counts } : {}) }
    progress[end.stage] = ended
    if (end.outcome === 'failed' && failed === undefined)
      failed = { stage: end.stage, failure: end.failure ?? ownFailure('unknown', 'the stage failed') }
  }
  const skip = (name: string, reason: string, outputs?: Readonly<Record<string, string>>, counts = false): void => {
    const stage = planned.get(name)
    if (stage !== undefined) tellSkipped(engine, stage, reason, outputs)
    finish({ stage: name, outcome: 'skipped', outputs: outputs ?? {} }, counts)
  }
  const untold = (name: string, reason: string): void => {
    const stage = planned.get(name)
    if (stage === undefined) return
    const failure = ownFailure('condition', `the condition of stage "${name}" cannot be told: ${reason}`, {
      place: plan.pipeline.places[`stages.${name}.if`] ?? stage.stage.place,
    })
    tellUntold(engine, stage, failure)
    finish({ stage: name, outcome: 'failed', outputs: {}, failure })
  }
  const toldNeedsOf = (names: readonly string[]): Promise<unknown> =>
    Promise.all(names.flatMap((name) => planned.get(name)?.needs ?? []).map((need) => told.get(need)))
  const start = (name: string): void => {
    const stage = planned.get(name)
    if (stage === undefined) return
    const hit = cacheHit(engine, stage)
    if (hit !== undefined) {
      engine.outputs.set(name, hit.outputs)
      skip(name, hit.reason, hit.outputs, true)
      ends[name] = { stage: name, outcome: 'skipped', outputs: hit.outputs, cache: hit.mark }
      waves.ends(name, Promise.resolve())
      pump()
      return
    }
    const key = cacheKey(engine, stage)
    progress[name] = { running: true }
    const run = runStage(engine, {
      planned: stage,
      env: {},
      mayTell: waves.begun(name),
      onBreak: reject,
      onEnd: (end) => {
        const isKept = key !== undefined && end.outcome === 'succeeded'
        finish(isKept ? { ...end, cache: { key, at: engine.clock.now() } } : end)
        pump()
      },
    })
    runs.set(name, run)
    pullAhead(stage)
    waves.ends(name, run.told)
    told.set(
      name,
      run.told.catch(() => undefined),
    )
  }
  const rules = {
    failFast: options.failFast,
    groups: plan.pipeline.groups,
    evaluate: (node: Node, scope: { readonly success: boolean; readonly failure: boolean }) =>
      node.condition === undefined ? true : conditionAnswer(engine, node.condition, scope),
  }
  let isPumping = false
  let isAgain = false
  /** Ends may be reported while moves are being made; those are looked at in another turn of the loop. */
  const pump = (): void => {
    isAgain = true
    if (isPumping) return
    isPumping = true
    while (isAgain) {
      isAgain = false
      const moves = movesFor(nodes, progress, { ...rules, isCancelled: signal.aborted })
      for (const { stage, reason } of moves.skip) skip(stage, reason)
      for (const { stage, reason } of moves.fail) untold(stage, reason)
      waves.start(moves.start, toldNeedsOf(moves.start))
      for (const stage of moves.start) start(stage)
      for (const stage of moves.cancel) runs.get(stage)?.cancel()
      if (moves.isDone && !isAgain) done()
    }
    isPumping = false
  }
  const done = (): void => {
    const allTold = tellings(ends, runs)
    // Whoever stops early does not wait for it.
    allTold.catch(() => undefined)
    resolve({
      ends,
      ...(failed === undefined ? {} : { failed }),
      isCancelled: signal.aborted,
      told: allTold,
    })
  }
  for (const { stage } of plan.stages) {
    const outputs = options.resumed?.[stage.name]
    if (outputs !== undefined) {
      engine.outputs.set(stage.name, outputs)
      skip(stage.name, 'it succeeded in the run before with the same commit and configuration', outputs, true)
    } else if (options.selected !== undefined && !options.selected.has(stage.name))
      skip(stage.name, 'not among the stages asked for', undefined, true)
  }
  signal.addEventListener('abort', pump, { once: true })
  pump()
  return promise.finally(() => signal.removeEventListener('abort', pump))
}

async function tellings(
  ends: Readonly<Record<string, StageEnd>>,
  runs: ReadonlyMap<string, StageRun>,
): Promise<Readonly<Record<string, StageEnd>>> {
  const told = await Promise.all([...runs.values()].map((run) => run.told))
  return { ...ends, ...Object.fromEntries(told.map((end) => [end.stage, end])) }
}

function nodeOf({ stage, needs }: PlannedStage): Node {
  const parsed = stage.condition === undefined ? undefined : parseExpression(stage.condition)
  return {
    name: stage.name,
    needs,
    isBatch: stage.kind === 'batch',
    ...(stage.condition === undefined ? {} : { condition: stage.condition }),
    ...(parsed?.ok === true ? { asksForState: asksForState(parsed.expression) } : {}),
    ...(stage.group === undefined ? {} : { group: stage.group }),
  }
}

interface WaveTeller {
  start(stages: readonly string[], after: Promise<unknown>): void
  /** Resolves when the stage's wave has been told to have begun. */
  begun(stage: string): Promise<void>
  ends(stage: string, told: Promise<unknown>): void
}

/** A wave is a set of stages that start together; its start is told after the end of everything they need. */
function waveTeller(engine: Engine): WaveTeller {
  const waves = new Map<
    string,
    { readonly begun: Promise<void>; readonly open: Set<string>; readonly stages: readonly string[] }
  >()
  return {
    start: (stages, after) => {
      if (stages.length === 0) return
      const begun = after.then(() => tell(engine, { type: 'wave.started', stages }))
      const wave = { begun, open: new Set(stages), stages }
      for (const stage of stages) waves.set(stage, wave)
    },
    begun: (stage) => waves.get(stage)?.begun ?? Promise.resolve(),
    ends: (stage, told) => {
      const wave = waves.get(stage)
      const end = (): void => {
        wave?.open.delete(stage)
        if (wave?.open.size === 0) tell(engine, { type: 'wave.finished', stages: wave.stages })
      }
      told.then(end, end)
    },
  }
}
