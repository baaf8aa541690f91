import type { Pipeline, Stage } from '../model/pipeline.ts'
import type { Result } from '../model/problem.ts'
import type { KubeObject } from './objects.ts'

/** What is known about the commit and the run, gathered at the edge; planning itself reads nothing else. */
export interface PlanFacts {
  /** Full SHA, or `worktree-<hash>`. */
  readonly commit: string
  readonly branch?: string
  readonly repository?: string
  /** Distinguishes runs; object names of a run derive from it. */
  readonly runId: string
  readonly attempt: number
  /** Time of planning in ISO form, from the edge; only service pods carry it (redeploys must roll). */
  readonly at: string
  readonly actor?: string
  readonly link?: string
  readonly bundle?: SourceBundle
  /** Digests by image reference as written. */
  readonly digests?: Readonly<Record<string, string>>
  /** Secrets of the pipeline's group that exist, by name, with their keys (never values). */
  readonly groupSecrets?: Readonly<Record<string, readonly string[]>>
  /** The namespace enforces the `restricted` Pod Security level. */
  readonly enforcesRestricted?: boolean
  readonly version: string
}

/** The commit's files as a deterministic tar.gz, base64 split in pieces that fit a ConfigMap. */
export interface SourceBundle {
  readonly sha256: string
  readonly bytes: number
  readonly pieces: readonly string[]
  readonly files: readonly string[]
}

/** One stage, ready to be run: the objects that are applied for it and what the scheduler needs to know. */
export interface PlannedStage {
  readonly stage: Stage
  /** Kubernetes name of the stage. */
  readonly name: string
  readonly needs: readonly string[]
  /**
   * Ordered objects to apply. A batch stage has exactly one Job, for attempt 1; `jobForAttempt` gives the later ones.
   */
  readonly objects: readonly KubeObject[]
}

/** Everything a run will do, decided before anything is sent. */
export interface Plan {
  readonly formatVersion: 1
  readonly pipeline: Pipeline
  readonly facts: PlanFacts
  /** Namespace, accounts, ConfigMaps and Secret copies, in the order they are applied. */
  readonly shared: readonly KubeObject[]
  readonly stages: readonly PlannedStage[]
  /** Stages that run after the graph, by occasion. */
  readonly hooks: {
    readonly onFailure?: PlannedStage
    readonly onSuccess?: PlannedStage
    readonly always?: PlannedStage
  }
}

/** What planning a pipeline gives. */
export type PlanResult = Result<Plan>
