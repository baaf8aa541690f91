import { ProblemError } from '../model/problem.ts'
import type { Plan } from '../plan/plan.ts'
import { type RunOptions, tell, type Untimed } from './engine.ts'
import type { Graces } from './judgement.ts'
import type { Ports } from './ports.ts'
import { keptRecords } from './record-store.ts'
import { type RunEnd, runToEnd } from './run-end.ts'

export type { RunEnd } from './run-end.ts'

import { withSession } from './session.ts'
import type { Judge } from './tracker.ts'

/** Options of a run that nobody changed. */
export const defaultOptions: RunOptions = {
  failFast: 'cancel',
  rollback: true,
  keep: false,
  force: false,
  onCancel: 'rollback',
  waitLockMs: 0,
  historyLimit: keptRecords,
  changed: () => true,
}

/** A run to be done. */
export interface RunRequest {
  readonly plan: Plan
  readonly ports: Ports
  readonly judge: Judge
  readonly options?: Partial<RunOptions>
  readonly graces?: Partial<Graces>
  /** Asks the run to stop: nothing new, Jobs deleted, the record marked. */
  readonly signal: AbortSignal
}

/** Runs a plan to its end, which is all new or all old; throws ProblemError when it may not even begin. */
export async function execute(request: RunRequest): Promise<RunEnd> {
  const { plan, ports } = request
  const startedAt = ports.clock.now()
  tell(ports, startEvent(plan))
  try {
    return await withSession(request, (session) => runToEnd(session, startedAt))
  } catch (error) {
    if (error instanceof ProblemError)
      tell(ports, {
        type: 'run.finished',
        outcome: 'refused',
        rollback: 'not-needed',
        problems: error.problems,
        durationMs: ports.clock.now() - startedAt,
        services: {},
      })
    throw error
  }
}

function startEvent({ pipeline, facts, stages }: Plan): Untimed {
  return {
    type: 'run.started',
    pipeline: pipeline.name,
    namespace: pipeline.namespace,
    runId: facts.runId,
    attempt: facts.attempt,
    commit: facts.commit,
    ...(facts.branch === undefined ? {} : { branch: facts.branch }),
    steps: pipeline.steps,
    edges: stages.flatMap(({ stage, needs }) => needs.map((need) => [need, stage.name] as const)),
  }
}
