import type { PlannedStage } from '../plan/plan.ts'
import type { AttemptParts, AttemptRunner } from './attempt-runner.ts'
import type { Engine } from './engine.ts'
import type { Failure } from './events.ts'
import { jobAttempts } from './job-attempts.ts'
import { objectAttempt } from './object-attempt.ts'
import { releaseAttempt } from './release-attempt.ts'
import { resolveStage } from './resolve-stage.ts'

/** The runner for a stage: Jobs for batch stages, applied objects for all others. */
export function attemptOf(engine: Engine, planned: PlannedStage, parts: AttemptParts): AttemptRunner {
  const resolved = resolveStage(engine, planned)
  if (!resolved.ok) return refusing(resolved.failure)
  const { release } = resolved.planned
  if (release !== undefined) return releaseAttempt(engine, resolved.planned, release, parts)
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
