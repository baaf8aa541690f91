import type { Json } from '../model/pipeline.ts'
import type { Place, Problem, Severity } from '../model/problem.ts'

/** A Kubernetes object, by what identifies it. */
export interface ObjectRef {
  readonly apiVersion: string
  readonly kind: string
  readonly namespace?: string
  readonly name: string
}

/** Why a stage cannot go on: one stable word and what a person needs to mend it. */
export interface Failure {
  /** Stable cause, such as `image-not-found`, `crash`, `oom`, `quota`. */
  readonly cause: string
  /** One sentence that names the cause. */
  readonly message: string
  readonly hint?: string
  readonly object?: ObjectRef
  /** The fields that prove it. */
  readonly evidence: readonly { readonly path: string; readonly value: string }[]
  readonly exitCode?: number
  /** Last lines of the program's output. */
  readonly lastLines: readonly string[]
  readonly place?: Place
  /** True when the user's program is not to blame: eviction, node loss, preemption. */
  readonly isInfrastructure: boolean
}

/** How a stage ended. */
export type StageOutcome = 'succeeded' | 'failed' | 'skipped' | 'cancelled'

/** Where the time of a stage went, in milliseconds. */
export interface StageTimings {
  readonly waitMs: number
  readonly pullMs: number
  readonly setupMs: number
  readonly runMs: number
  readonly totalMs: number
}

/** How a run ended. */
export type RunOutcome = 'succeeded' | 'failed' | 'refused' | 'cancelled'

/** What became of the services that were there before the run. */
export type RollbackOutcome = 'not-needed' | 'restored' | 'restore-failed' | 'deferred'

/** One restored, removed or still wrong object of a rollback. */
export interface RollbackItem {
  readonly object: ObjectRef
  readonly action: 'restored' | 'deleted' | 'kept' | 'failed'
  readonly reason?: string
}

/** What the engine tells while it works: plain data that is JSON as it stands. `at` is milliseconds since the epoch. */
export type RunEvent = { readonly at: number } & (
  | {
      readonly type: 'run.started'
      readonly pipeline: string
      readonly namespace: string
      readonly runId: string
      readonly attempt: number
      readonly commit: string
      readonly branch?: string
      readonly steps: readonly (readonly string[])[]
      readonly edges: readonly (readonly [string, string])[]
    }
  | { readonly type: 'wave.started'; readonly stages: readonly string[] }
  | { readonly type: 'wave.finished'; readonly stages: readonly string[] }
  | {
      readonly type: 'object.applied'
      readonly stage?: string
      readonly object: ObjectRef
      readonly change: 'created' | 'configured' | 'unchanged' | 'deleted'
    }
  | { readonly type: 'stage.started'; readonly stage: string; readonly kind: string; readonly attempt: number }
  | {
      readonly type: 'stage.waiting'
      readonly stage: string
      readonly reason: string
      readonly message: string
      readonly ready?: number
      readonly wanted?: number
    }
  | { readonly type: 'stage.running'; readonly stage: string; readonly pod: string; readonly node?: string }
  | {
      readonly type: 'stage.log'
      readonly stage: string
      readonly pod: string
      readonly container: string
      readonly line: string
    }
  | {
      readonly type: 'stage.retrying'
      readonly stage: string
      readonly attempt: number
      readonly delayMs: number
      readonly failure: Failure
    }
  | {
      readonly type: 'stage.finished'
      readonly stage: string
      readonly kind: string
      readonly outcome: StageOutcome
      readonly attempts: number
      readonly timings: StageTimings
      readonly outputs: Readonly<Record<string, string>>
      readonly failure?: Failure
      readonly url?: string
      readonly image?: string
      readonly exitCode?: number
      /** Why it was skipped. */
      readonly reason?: string
    }
  | {
      readonly type: 'rollback.started'
      readonly toCommit?: string
      readonly fromCommit: string
      readonly objects: number
    }
  | {
      readonly type: 'rollback.finished'
      readonly outcome: RollbackOutcome
      readonly toCommit?: string
      readonly items: readonly RollbackItem[]
      readonly durationMs: number
      readonly verified: boolean
    }
  | {
      readonly type: 'run.finished'
      readonly outcome: RunOutcome
      readonly rollback: RollbackOutcome
      readonly failedStage?: string
      readonly failure?: Failure
      readonly problems: readonly Problem[]
      readonly durationMs: number
      readonly revision?: number
      readonly services: Readonly<Record<string, string>>
      /** Commit that served before this run; absent for a first one. */
      readonly previousCommit?: string
    }
  | {
      readonly type: 'notice'
      readonly level: Severity | 'debug'
      readonly code: string
      readonly message: string
      readonly stage?: string
      readonly details?: Json
    }
)

/** Takes one event; joining two listeners is a function that calls both. */
export type Emit = (event: RunEvent) => void
