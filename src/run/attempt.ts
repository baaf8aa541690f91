import type { PlannedStage } from '../plan/plan.ts'
import type { Engine } from './engine.ts'
import type { Failure } from './events.ts'
import { jobAttempts } from './job-attempts.ts'
import type { Verdict } from './judgement.ts'
import { objectAttempt } from './object-attempt.ts'
import { resolveStage } from './resolve-stage.ts'

/** What carries out a stage's orders in the cluster. */
export interface AttemptRunner {
  /** Sends what the attempt consists of; gives the failure when the cluster refuses it. */
  send(attempt: number): Promise<Failure | undefined>
  /** Begins to judge what was sent; verdicts may come at once. */
  watch(): void
  stop(attempt: number, isCancelled: boolean): Promise<void>
  /** Stops listening. */
  forget(): void
}

/** What a runner is given. */
export interface AttemptParts {
  readonly env: Readonly<Record<string, string>>
  readonly onVerdict: (verdict: Verdict) => void
}

/** The runner for a stage: Jobs for batch stages, applied objects for all others. */
export function attemptOf(engine: Engine, planned: PlannedStage, parts: AttemptParts): AttemptRunner {
  const resolved = resolveStage(engine, planned)
  if (!resolved.ok) return refusing(resolved.failure)
  const attempts = planned.stage.kind === 'batch' ? jobAttempts : objectAttempt
  return attempts(engine, resolved.planned, parts)
}

/** An attempt that cannot even be sent. */
function refusing(failure: Failure): AttemptRunner {
  return {
    send: () => Promise.resolve(failure),
    watch: () => undefined,
    stop: () => Promise.resolve(),
    forget: () => undefined,
  }
}
