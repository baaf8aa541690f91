import { ProblemError } from '../model/problem.ts'
import type { Plan } from '../plan/plan.ts'
import { tell, type Untimed } from './engine.ts'
import { type RunEnd, runToEnd } from './run-end.ts'
import type { RunRequest } from './run-request.ts'

export type { RunEnd } from './run-end.ts'

import { withSession } from './session.ts'

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
