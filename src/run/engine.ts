import type { KubeObject } from '../plan/objects.ts'
import type { Plan, PlannedStage } from '../plan/plan.ts'
import type { Emit, RunEvent } from './events.ts'
import type { KeptArchive } from './kept-archives.ts'
import type { Clock, Cluster, Selection } from './ports.ts'
import type { RunRecord } from './record.ts'
import type { Releases } from './releases.ts'
import type { FailFast } from './scheduler.ts'
import type { GivenSecrets } from './secret-sources.ts'
import type { Tracker } from './tracker.ts'
import type { LiveWorld } from './world.ts'

/** How a run is to be done. */
export interface RunOptions {
  /** Names of the stages to run; the others count as done. Undefined runs all. */
  readonly selected?: ReadonlySet<string>
  /** Stages that succeeded before with the same inputs, with their outputs. */
  readonly resumed?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Continues the newest run when it failed with the same commit and configuration. */
  readonly resume?: boolean
  readonly failFast: FailFast
  /** The version that is brought back, whose ConfigMaps and Secrets are used and not written again. */
  readonly goesBackTo?: RunRecord
  /** What the record should say about this run. */
  readonly note?: string
  /** Restores what was there when a stage fails. */
  readonly rollback: boolean
  /** Keeps the Jobs of failed stages. */
  readonly keep: boolean
  /** Takes what pods handed over: artifacts that go through the API, and executed notebooks. */
  readonly onKept?: (kept: KeptArchive) => void
  /** Overwrites what others changed when restoring. */
  readonly force: boolean
  readonly onCancel: 'rollback' | 'keep' | 'finish'
  readonly waitLockMs: number
  readonly timeoutMs?: number
  readonly historyLimit: number
  /** Values of the group's secrets for this run, by name and key; they go into the copies and nowhere else. */
  readonly secretValues?: GivenSecrets
  /** Contents of the Secrets that the plan makes from registry credentials, by name. */
  readonly pullSecrets?: Readonly<Record<string, string>>
  /** False where no images are pulled. */
  readonly pullsAhead?: boolean
  /** True when a file that matches differs from the base commit. */
  readonly changed: (globs: readonly string[]) => boolean
  /** Finds out what differs from a commit; undefined when that cannot be told. Takes the place of `changed`. */
  readonly changesSince?: (commit: string) => Promise<((globs: readonly string[]) => boolean) | undefined>
  /** Records of earlier runs, newest first, whose results may be used again. */
  readonly earlier?: readonly RunRecord[]
  /** The commit to compare with; what is deployed when absent. */
  readonly base?: string
}

/** What every part of a run works with. */
export interface Engine {
  readonly plan: Plan
  readonly cluster: Cluster
  readonly releases?: Releases
  readonly clock: Clock
  readonly emit: Emit
  readonly world: LiveWorld
  readonly tracker: Tracker
  readonly options: RunOptions
  /** What stages have put out so far, by stage. */
  readonly outputs: Map<string, Readonly<Record<string, string>>>
  /** Stages as they were sent, where that needed outputs of earlier ones. */
  readonly resolved: Map<string, PlannedStage>
  /** The server's answers to our own writes, by object. */
  readonly written: Map<string, KubeObject>
  /** Helm's own revisions that this run deployed, by stage. */
  readonly released: Map<string, number>
  /** When the run began, by the server's clock. */
  readonly startedAt: number
  /** Watches more kinds, for objects of the user's own; resolves when they have been listed. */
  readonly watchMore: (selections: readonly Selection[]) => Promise<void>
  /** Aborts when the run must not begin anything new. */
  readonly signal: AbortSignal
}

/** An event without its time, as parts of the engine tell it. */
export type Untimed = RunEvent extends infer E ? (E extends { readonly at: number } ? Omit<E, 'at'> : never) : never

/** Adds the time to an event and tells it. */
export function tell(engine: { readonly clock: Clock; readonly emit: Emit }, event: Untimed): void {
  engine.emit({ at: engine.clock.now(), ...event })
}
