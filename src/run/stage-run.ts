import type { PlannedStage } from '../plan/plan.ts'
import { attemptOf } from './attempt.ts'
import { type Engine, tell } from './engine.ts'
import type { Failure } from './events.ts'
import { failurePlace } from './failure-place.ts'
import { gateFailure } from './gate.ts'
import { withArtifacts } from './stage-artifacts.ts'
import { stageLimitsFact } from './stage-clock.ts'
import type { StageEnd } from './stage-end.ts'
import { limitsOf } from './stage-limits.ts'
import { isEnd, type StageFact, type StageOrder, type StageState, startOf, step } from './stage-machine.ts'
import { reportOf } from './stage-outputs.ts'
import { stageTeller } from './stage-teller.ts'

/** A stage at work. */
export interface StageRun {
  cancel(): void
  /** Resolves when its logs are drained and its end has been told. */
  readonly told: Promise<StageEnd>
}

/** What the starter of a stage gives it. */
export interface StageCall {
  readonly planned: PlannedStage
  /** More environment for its program. */
  readonly env: Readonly<Record<string, string>>
  /** Called the moment the verdict is known, before logs are drained. */
  readonly onEnd: (end: StageEnd) => void
  /** Called when something went wrong that no stage can be blamed for. */
  readonly onBreak: (error: unknown) => void
  /** Events are held back until this resolves, so that a stage is told after what it needs. */
  readonly mayTell: Promise<unknown>
}

/** Drives the machine of one stage: facts from the cluster go in, its orders are carried out. */
export function runStage(engine: Engine, call: StageCall): StageRun {
  const { planned } = call
  const { stage } = planned
  const limits = limitsOf(stage)
  const teller = stageTeller(engine, planned, call.mayTell)
  /** What is most likely wrong right now: the reason, should the time run out. */
  let suspected: Failure | undefined
  const attempt = attemptOf(engine, planned, {
    env: call.env,
    onLine: teller.line,
    onPod: teller.pod,
    onVerdict: (verdict) => {
      suspected = verdict.state === 'waiting' ? verdict.suspected : undefined
      teller.verdict(verdict)
      take({ tag: 'verdict', now: engine.clock.now(), verdict })
    },
  })
  const timer = stageLimitsFact(engine.clock, limits, () =>
    take({ tag: 'time', now: engine.clock.now(), ...(suspected === undefined ? {} : { suspected }) }),
  )
  const { promise: told, resolve, reject } = Promise.withResolvers<StageEnd>()
  told.catch(() => undefined)

  const fail = (error: unknown): void => {
    timer.stop()
    attempt.forget()
    reject(error)
    call.onBreak(error)
  }
  const first = startOf(stage.kind === 'batch' ? 'batch' : 'objects')
  let state: StageState = first.state
  const take = (fact: StageFact): void => {
    if (isEnd(state)) return
    const next = step(state, fact, limits)
    state = next.state
    timer.watch(state)
    for (const order of next.orders) carryOut(order)
  }
  const carryOut = (order: StageOrder): void => {
    switch (order.tag) {
      case 'send':
        suspected = undefined
        teller.started(order.attempt)
        attempt.send(order.attempt).then((failure) => {
          const now = engine.clock.now()
          take(failure === undefined ? { tag: 'sent', now } : { tag: 'refused', now, failure })
          attempt.watch()
        }, fail)
        return
      case 'retry-later':
        teller.retrying(order.attempt, order.delayMs, order.failure)
        return
      case 'stop-attempt':
        attempt.stop(order.attempt, state.tag === 'cancelled').catch(fail)
        return
      case 'finish':
        finish()
        return
    }
  }
  const finish = (): void => {
    timer.stop()
    attempt.forget()
    const end = endOf(engine, planned, state)
    const isKept = end.outcome === 'succeeded' && stage.kind === 'batch' && stage.artifacts !== undefined
    if (isKept) withArtifacts(engine, planned, end, teller.artifacts).then(finished, fail)
    else finished(end)
  }
  const finished = (end: StageEnd): void => {
    if (end.outcome === 'succeeded') engine.outputs.set(stage.name, end.outputs)
    call.onEnd(end)
    const exitCode = state.tag === 'succeeded' ? state.exitCode : end.failure?.exitCode
    teller.finished(end, state.attempt, exitCode).then(resolve, fail)
  }
  for (const order of first.orders) carryOut(order)
  return { cancel: () => take({ tag: 'cancel', now: engine.clock.now() }), told }
}

function endOf(engine: Engine, { stage }: PlannedStage, state: StageState): StageEnd {
  const base = { stage: stage.name, outputs: {} }
  if (state.tag === 'succeeded') {
    const { outputs } = reportOf(state.message)
    const failure = gateFailure(engine, stage, outputs)
    return failure === undefined
      ? { ...base, outcome: 'succeeded', outputs }
      : { ...base, outcome: 'failed', outputs, failure }
  }
  if (state.tag === 'failed') {
    const place = state.failure.place ?? failurePlace(engine.plan.pipeline, stage, state.failure.cause)
    return { ...base, outcome: 'failed', failure: { ...state.failure, place } }
  }
  return { ...base, outcome: 'cancelled' }
}

/** Tells that nobody can say whether a stage should run. */
export function tellUntold(engine: Engine, { stage }: PlannedStage, failure: Failure): void {
  tell(engine, {
    type: 'stage.finished',
    stage: stage.name,
    kind: stage.kind,
    outcome: 'failed',
    attempts: 0,
    timings: { waitMs: 0, pullMs: 0, setupMs: 0, runMs: 0, totalMs: 0 },
    outputs: {},
    failure,
  })
}

/** Tells why a stage does not run. */
export function tellSkipped(
  engine: Engine,
  { stage }: PlannedStage,
  reason: string,
  outputs: Readonly<Record<string, string>> = {},
): void {
  tell(engine, {
    type: 'stage.finished',
    stage: stage.name,
    kind: stage.kind,
    outcome: 'skipped',
    attempts: 0,
    timings: { waitMs: 0, pullMs: 0, setupMs: 0, runMs: 0, totalMs: 0 },
    outputs,
    reason,
  })
}
