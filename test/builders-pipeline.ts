import type { BatchStage, HelmStage, ManifestStage, Pipeline, ServiceStage, Stage } from '../src/model/pipeline.ts'
import type { Place } from '../src/model/problem.ts'
import type { PlanFacts, SourceBundle } from '../src/plan/plan.ts'

const here: Place = { file: 'bodywork.yaml', line: 1, column: 1 }

const podOf = (name: string) => ({
  name,
  place: here,
  needs: [],
  program: { kind: 'python' as const, path: `${name}/main.py`, args: [] },
  image: 'python:3.11',
  requirements: { kind: 'none' as const },
  env: {},
  secrets: [],
  resources: { cpu: '0.5', memory: '100Mi', limits: {} },
  nodeSelector: {},
  tolerations: [],
  volumes: [],
  pullSecrets: [],
  security: 'restricted' as const,
  source: 'bundle' as const,
})

/** A batch stage named `train` that runs `train/main.py` once, with ten minutes to do it. */
export function aBatchStage(over: Partial<BatchStage> = {}): BatchStage {
  return {
    ...podOf(over.name ?? 'train'),
    kind: 'batch',
    timeoutSeconds: 600,
    pendingTimeoutSeconds: 600,
    retries: 0,
    backoffSeconds: 10,
    retryOn: ['failure', 'oom', 'timeout', 'infrastructure'],
    outputs: [],
    ...over,
  }
}

/** A service stage named `serve` with one replica on port 5000. */
export function aServiceStage(over: Partial<ServiceStage> = {}): ServiceStage {
  return {
    ...podOf(over.name ?? 'serve'),
    kind: 'service',
    port: 5000,
    extraPorts: [],
    replicas: 1,
    startupTimeoutSeconds: 60,
    health: { kind: 'tcp' },
    restart: true,
    headless: false,
    drainSeconds: 0,
    ...over,
  }
}

/** A stage of the user's own objects. */
export function aManifestStage(over: Partial<ManifestStage> = {}): ManifestStage {
  return {
    kind: 'manifests',
    name: 'extras',
    place: here,
    needs: [],
    paths: ['k8s/extras.yaml'],
    wait: true,
    timeoutSeconds: 300,
    substitute: {},
    ...over,
  }
}

/** A stage that is a Helm chart. */
export function aHelmStage(over: Partial<HelmStage> = {}): HelmStage {
  return {
    kind: 'helm',
    name: 'chart',
    place: here,
    needs: [],
    chart: './chart',
    release: 'model',
    values: [],
    set: {},
    timeoutSeconds: 300,
    ...over,
  }
}

/**
 * A pipeline of `train >> serve`, or of the stages given: when no steps are given, one after the other in their
 * order; needs are filled in from the steps unless a stage has its own.
 */
export function aPipeline(over: Partial<Pipeline> = {}): Pipeline {
  const stages = over.stages ?? [aBatchStage(), aServiceStage()]
  const hooks = [over.onFailure, over.onSuccess, over.always]
  const steps = over.steps ?? stages.filter(({ name }) => !hooks.includes(name)).map(({ name }) => [name])
  return {
    name: 'iris',
    namespace: 'iris',
    generation: '2.0',
    file: 'bodywork.yaml',
    image: 'python:3.11',
    env: {},
    source: 'bundle',
    atomic: true,
    logLevel: 'INFO',
    groups: {},
    places: {},
    ...over,
    steps,
    stages: stages.map((stage) => withNeeds(stage, steps)),
  }
}

function withNeeds(stage: Stage, steps: Pipeline['steps']): Stage {
  if (stage.needs.length > 0) return stage
  const at = steps.findIndex((step) => step.includes(stage.name))
  return { ...stage, needs: at > 0 ? (steps[at - 1] ?? []) : [] }
}

/** A bundle of one small piece. */
export function aBundle(over: Partial<SourceBundle> = {}): SourceBundle {
  return {
    sha256: '5f1d'.repeat(16),
    bytes: 3,
    pieces: ['AAEC'],
    files: ['bodywork.yaml', 'serve/main.py', 'train/main.py'],
    ...over,
  }
}

/** Facts of a first run on the branch `main`. */
export function someFacts(over: Partial<PlanFacts> = {}): PlanFacts {
  return {
    commit: 'c0ffee'.repeat(6).concat('c0ff'),
    branch: 'main',
    repository: 'https://git.example/acme/iris',
    runId: 'run-1',
    attempt: 1,
    at: '2026-01-02T03:04:05Z',
    bundle: aBundle(),
    version: '0.1.0',
    ...over,
  }
}
