import type { Failure, StageOutcome } from './events.ts'
import type { CacheMark } from './stage-cache.ts'

/** How a stage ended. */
export interface StageEnd {
  readonly stage: string
  readonly outcome: StageOutcome
  readonly outputs: Readonly<Record<string, string>>
  readonly failure?: Failure
  /** What a success may stand for later. */
  readonly cache?: CacheMark
}
