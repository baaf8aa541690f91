import type { GivenArtifacts } from './artifacts.ts'
import type { Place } from './problem.ts'
import type { Health, Ingress } from './service-options.ts'

/** The generations of configuration that fold into a Pipeline. */
export type Generation = 'ini' | '1.0' | '1.1' | '2.0'

/** How a stage's code reaches its pods. */
export type SourceMode = 'bundle' | 'git' | 'image'

/** Log levels of the original tool, kept as they are. */
export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL'

/** Any value JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A JSON object, for parts that are passed through to Kubernetes as they are. */
export type JsonObject = { readonly [key: string]: Json }

/** What every generation of the configuration file folds into; nothing after `config` knows which it was. */
export interface Pipeline {
  readonly name: string
  readonly namespace: string
  readonly generation: Generation
  /** Path of the configuration file, as the user named it. */
  readonly file: string
  readonly image: string
  /** The steps of the DAG text (or of the graph, in layers), as people read them. */
  readonly steps: readonly (readonly string[])[]
  /** Every stage of the file in file order; those that run are the ones in `steps` and the hooks below. */
  readonly stages: readonly Stage[]
  readonly secretsGroup?: string
  readonly onFailure?: string
  readonly onSuccess?: string
  readonly always?: string
  readonly env: Readonly<Record<string, string>>
  readonly timeoutSeconds?: number
  readonly source: SourceMode
  /** A failure restores every service; false restores only the failed one. */
  readonly atomic: boolean
  /** False leaves images to the pods that need them. */
  readonly pullsAhead?: false
  readonly logLevel: LogLevel
  /** Stage groups with a limit of stages that run side by side. */
  readonly groups: Readonly<Record<string, { readonly maxParallel: number }>>
  /** The place of every key, by its dotted path in the user's own spelling. */
  readonly places: Readonly<Record<string, Place>>
}

/** One stage, told apart by what it becomes in the cluster. */
export type Stage = BatchStage | ServiceStage | ManifestStage | HelmStage

/** What all stages share. */
export interface StageBase {
  /** The key in the user's file; `model/names` turns it into a Kubernetes name. */
  readonly name: string
  readonly place: Place
  /** Names of the stages that must be done first. */
  readonly needs: readonly string[]
  /** Source text of the `if` expression, already parsed once without problems. */
  readonly condition?: string
  readonly group?: string
}

/** What runs in a stage's main container. */
export type Program =
  | { readonly kind: 'python'; readonly path: string; readonly args: readonly string[] }
  | {
      readonly kind: 'notebook'
      readonly path: string
      readonly args: readonly string[]
      readonly parameters: Readonly<Record<string, Json>>
    }
  | { readonly kind: 'command'; readonly command: readonly string[]; readonly args: readonly string[] }
  /** The image's own entry point; `args` replace its arguments when not empty. */
  | { readonly kind: 'image'; readonly args: readonly string[] }

/** Python packages of a stage: a list as typed in the file, or the path of a requirements file in the repository. */
export type Requirements =
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly packages: readonly string[]; readonly constraints?: string }
  | { readonly kind: 'file'; readonly path: string; readonly constraints?: string }

/** One environment variable from a Secret: `key` of the secret `secret` (within the group, when there is one). */
export interface SecretVariable {
  readonly variable: string
  readonly secret: string
  readonly key: string
}

/** Requests and limits as Kubernetes quantities. */
export interface Resources {
  readonly cpu?: string
  readonly memory?: string
  readonly ephemeralStorage?: string
  readonly gpu?: { readonly count: number; readonly resource: string }
  readonly limits: Readonly<Record<string, string>>
}

/** A volume of a stage. */
export interface Volume {
  readonly name: string
  readonly mountPath: string
  readonly readOnly: boolean
  readonly subPath?: string
  readonly from:
    | { readonly kind: 'pvc'; readonly claim: string }
    | { readonly kind: 'configMap'; readonly configMap: string }
    | { readonly kind: 'secret'; readonly secret: string }
    | { readonly kind: 'emptyDir'; readonly sizeLimit?: string; readonly memory: boolean }
    | { readonly kind: 'hostPath'; readonly path: string }
}

/** What batch and service stages share: everything about their pod. */
export interface PodStage extends StageBase {
  readonly program: Program
  readonly image: string
  readonly requirements: Requirements
  readonly env: Readonly<Record<string, string>>
  readonly secrets: readonly SecretVariable[]
  readonly resources: Resources
  readonly workingDirectory?: string
  readonly nodeSelector: Readonly<Record<string, string>>
  readonly tolerations: readonly JsonObject[]
  readonly affinity?: JsonObject
  readonly volumes: readonly Volume[]
  /** Size of a memory-backed /dev/shm. */
  readonly shm?: string
  readonly serviceAccount?: string
  /** Annotations of an account that is made for it; one that is there already when absent. */
  readonly accountAnnotations?: Readonly<Record<string, string>>
  readonly pullSecrets: readonly string[]
  /** File of `docker login` that one more is made from; empty for the usual one. */
  readonly dockerConfig?: string
  readonly podTemplate?: JsonObject
  /** `restricted` adds the security context of that Pod Security level; `image` leaves it to the image. */
  readonly security: 'restricted' | 'image'
  readonly source: SourceMode
  /** Name of a PersistentVolumeClaim that keeps wheels between runs. */
  readonly cacheVolume?: string
  /** Artifacts of the stages before it; the run fills them in. */
  readonly given?: readonly GivenArtifacts[]
}

/** Combinations of values a batch stage runs for. */
export interface Matrix {
  readonly values: Readonly<Record<string, readonly Json[]>> | { readonly fromOutput: string }
  readonly include: readonly Readonly<Record<string, Json>>[]
  readonly exclude: readonly Readonly<Record<string, Json>>[]
  readonly maxParallel?: number
  readonly failFast: boolean
}

/** Why a failed attempt may be tried again. */
export type RetryReason = 'failure' | 'oom' | 'timeout' | 'infrastructure'

/** A stage that runs to completion. */
export interface BatchStage extends PodStage {
  readonly kind: 'batch'
  /** Seconds one attempt may run once started; undefined is no limit of its own. */
  readonly timeoutSeconds?: number
  /** Seconds it may wait for a node, an image and its containers. */
  readonly pendingTimeoutSeconds: number
  readonly retries: number
  readonly backoffSeconds: number
  readonly retryOn: readonly RetryReason[]
  readonly outputs: readonly string[]
  /** Files that later stages are given; they go through the API, a claim or a bucket. */
  readonly artifacts?: { readonly paths: readonly string[]; readonly claim?: string; readonly bucket?: string }
  readonly gate?: string
  readonly matrix?: Matrix
  readonly cache?: { readonly inputs: readonly string[]; readonly ttlSeconds?: number }
  /** Stage to run, in reverse order, when the run is rolled back after this stage succeeded. */
  readonly onRollback?: string
}

/** A stage that keeps serving. */
export interface ServiceStage extends PodStage {
  readonly kind: 'service'
  readonly port: number
  readonly extraPorts: readonly { readonly name: string; readonly port: number }[]
  readonly replicas: number
  readonly startupTimeoutSeconds: number
  readonly health: Health
  /** Checks that are not the same as `health`; `none` restarts no pod. */
  readonly probes?: { readonly readiness?: Health; readonly liveness?: Health | 'none'; readonly startup?: Health }
  readonly ingress?: Ingress
  readonly autoscale?: {
    readonly min: number
    readonly max: number
    readonly cpu?: number
    readonly memory?: number
    readonly metric?: JsonObject
  }
  /** False leaves running pods alone when nothing about them changed. */
  readonly restart: boolean
  readonly headless: boolean
  readonly drainSeconds: number
}

/** Objects of the user's own, custom resources included. */
export interface ManifestStage extends StageBase {
  readonly kind: 'manifests'
  readonly paths: readonly string[]
  readonly wait: boolean
  readonly timeoutSeconds: number
  readonly substitute: Readonly<Record<string, string>>
}

/** A Helm chart, rendered by helm and applied by this engine, or installed by helm itself. */
export interface HelmStage extends StageBase {
  readonly kind: 'helm'
  readonly chart: string
  readonly release: string
  /** Helm itself installs it and rolls it back. */
  readonly byHelm?: true
  readonly values: readonly string[]
  readonly set: Readonly<Record<string, Json>>
  /** Version of a chart that helm fetches. */
  readonly version?: string
  readonly timeoutSeconds: number
}

/** The stage of that name. */
export function stageNamed(pipeline: Pipeline, name: string): Stage | undefined {
  return pipeline.stages.find((stage) => stage.name === name)
}

/** True for stages that have a pod of ours. */
export function isPodStage(stage: Stage): stage is BatchStage | ServiceStage {
  return stage.kind === 'batch' || stage.kind === 'service'
}

/** The stages that take part in a run, in the order of the steps; hooks come last. */
export function activeStages(pipeline: Pipeline): readonly Stage[] {
  const hooks = [pipeline.onFailure, pipeline.onSuccess, pipeline.always].filter((name) => name !== undefined)
  const names = new Set([...pipeline.steps.flat(), ...hooks])
  const byName = new Map(pipeline.stages.toReversed().map((stage) => [stage.name, stage]))
  return [...names].map((name) => byName.get(name)).filter((stage) => stage !== undefined)
}
