import type { Json, Pipeline, Stage } from '../model/pipeline.ts'
import type { Result } from '../model/problem.ts'
import type { KubeObject } from './objects.ts'
import type { Programs } from './programs.ts'

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
  /** Texts of container/*.py by name. */
  readonly programs?: Programs
  /** Paths of the source's files, whatever way they reach the pods; the bundle's when absent. */
  readonly files?: readonly string[]
  /** Folder of the configuration file within the source, without slashes at its ends; empty for the root. */
  readonly configFolder?: string
  /** How pods clone, for `source: git`. */
  readonly git?: GitDelivery
  /** A text that changes with each group secret (never made from its values), by name; makes the copies immutable. */
  readonly groupSecretVersions?: Readonly<Record<string, string>>
  /** Objects of manifest and helm stages, read and rendered at the edge, by stage. */
  readonly manifests?: Readonly<Record<string, readonly KubeObject[]>>
  /** Charts that helm itself installs, by stage. */
  readonly charts?: Readonly<Record<string, ChartSource>>
  /** Hashes of the files that the results of stages with `cache` depend on, by stage. */
  readonly inputHashes?: Readonly<Record<string, string>>
}

/** What an init container needs to clone the pinned commit. */
export interface GitDelivery {
  readonly url: string
  /** Image with git and sh; the stage's own when absent. */
  readonly image?: string
  /** Secret in the pipeline's namespace with `token` (https) or `ssh-key`, and optionally `known_hosts`. */
  readonly secret?: string
  /** Lines of a known_hosts file, for hosts that the secret does not pin. */
  readonly knownHosts?: string
}

/** A group's secret to be copied next to the stages that use it; the executor does it, since plans hold no values. */
export interface SecretCopy {
  readonly group: string
  readonly from: { readonly namespace: string; readonly name: string }
  readonly to: {
    readonly namespace: string
    readonly name: string
    readonly labels: Readonly<Record<string, string>>
  }
  /** The copy's name holds a hash of the version it was made from, so it never has to change. */
  readonly immutable: boolean
  /** Keys the stages ask for. */
  readonly keys: readonly string[]
}

/** A Secret with the credentials of registries, made from a file of the machine that deploys; plans hold no values. */
export interface PullSecret {
  /** Path of a config.json as `docker login` writes it; empty for the usual one. */
  readonly file: string
  /** Hosts of the registries that the stages pull from. */
  readonly registries: readonly string[]
  readonly namespace: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

/** The commit's files as a deterministic tar.gz, base64 split in pieces that fit a ConfigMap. */
export interface SourceBundle {
  readonly sha256: string
  readonly bytes: number
  readonly pieces: readonly string[]
  readonly files: readonly string[]
}

/** A chart as helm itself is given it: everything of it that the commit has. */
export interface ChartSource {
  /** Path of the folder or archive among the files, or a reference that helm fetches. */
  readonly chart: string
  readonly version?: string
  /** Helm fetches it: the files are only those of values. */
  readonly isFetched?: true
  /** The files of the chart and of its values, in base64. */
  readonly files: readonly { readonly path: string; readonly base64: string }[]
  /** Which of the files are values, the later ones win. */
  readonly values: readonly string[]
  readonly set: Readonly<Record<string, Json>>
}

/** A release that helm itself installs, or brings back. */
export interface PlannedRelease {
  readonly name: string
  readonly namespace: string
  readonly timeoutSeconds: number
  /** What is installed, or the revision of helm's own that is gone back to. */
  readonly from: ChartSource | { readonly revision: number }
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
  /** Helm itself installs this; the objects are what it will bring, and are not applied. */
  readonly release?: PlannedRelease
}

/** Everything a run will do, decided before anything is sent. */
export interface Plan {
  readonly formatVersion: 1
  readonly pipeline: Pipeline
  readonly facts: PlanFacts
  /** Namespace, accounts, ConfigMaps and Secret copies, in the order they are applied. */
  readonly shared: readonly KubeObject[]
  /** Made after the namespace and before any stage. */
  readonly secretCopies?: readonly SecretCopy[]
  readonly pullSecrets?: readonly PullSecret[]
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
