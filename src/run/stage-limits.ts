import type { Stage } from '../model/pipeline.ts'
import { never } from '../model/problem.ts'
import { turnsOf } from '../plan/matrix.ts'
import type { StageLimits } from './stage-machine.ts'

const infrastructureRetries = 3
/** The container keeps the program's limit itself, and helm its own; the engine only steps in when that did not happen. */
const enforcementReserveMs = 45_000
/** What a roll-out may take beyond the program's own start: waiting, pulling and installing. */
const rolloutReserveMs = 15 * 60_000
const noRetry = { retries: 0, backoffMs: 0, retryOn: [], infrastructureRetries: 0 } as const

/** The limits of a stage. */
export function limitsOf(stage: Stage): StageLimits {
  switch (stage.kind) {
    case 'batch':
      return {
        retry: {
          retries: stage.retries,
          backoffMs: stage.backoffSeconds * 1000,
          retryOn: stage.retryOn,
          infrastructureRetries,
        },
        pendingMs: stage.pendingTimeoutSeconds * 1000,
        ...(stage.timeoutSeconds === undefined || stage.timeoutSeconds <= 0
          ? {}
          : { runningMs: (stage.timeoutSeconds * 1000 + enforcementReserveMs) * turnsOf(stage) }),
      }
    case 'service':
      return { retry: noRetry, runningMs: stage.startupTimeoutSeconds * 1000 + rolloutReserveMs }
    case 'manifests':
      return { retry: noRetry, runningMs: stage.timeoutSeconds * 1000 }
    case 'helm': {
      const reserveMs = stage.byHelm === true ? enforcementReserveMs : 0
      return { retry: noRetry, runningMs: stage.timeoutSeconds * 1000 + reserveMs }
    }
    default:
      return never(stage)
  }
}
