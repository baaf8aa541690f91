import { kubeCluster } from '../../src/cluster/kube-cluster.ts'
import type { ApiRequest, ApiResponse, Transport } from '../../src/cluster/transport.ts'
import { type VirtualClock, virtualClock } from '../../src/local/clock-virtual.ts'
import { type LocalCluster, startLocalCluster } from '../../src/local/cluster.ts'
import type { ContainerBehaviour } from '../../src/local/node/simulated/behaviour.ts'
import { simulatedNode } from '../../src/local/node/simulated/simulated-node.ts'
import type { Pipeline } from '../../src/model/pipeline.ts'
import { field, type KubeObject } from '../../src/plan/objects.ts'
import type { PlanFacts } from '../../src/plan/plan.ts'
import type { RunOptions } from '../../src/run/engine.ts'
import type { RunEvent } from '../../src/run/events.ts'
import { execute, type RunEnd } from '../../src/run/execute.ts'
import { finishRun } from '../../src/run/finish.ts'
import type { TakenOver } from '../../src/run/take-over.ts'
import { judge } from '../../src/run/verdict.ts'
import { aPlan } from './run-on.ts'

/** A run and what it told. */
export interface LocalRun {
  readonly end: RunEnd
  readonly events: readonly RunEvent[]
  readonly finished: Readonly<Record<string, Extract<RunEvent, { type: 'stage.finished' }>>>
}

/** What is special about one run. */
export interface LocalRunOptions {
  readonly facts?: Partial<PlanFacts>
  readonly options?: Partial<RunOptions>
  readonly signal?: AbortSignal
  /** Stands between the run and the API. */
  readonly between?: (request: ApiRequest, send: Transport['send']) => Promise<ApiResponse>
  readonly onEvent?: (event: RunEvent) => void
}

/** A whole local cluster on a virtual clock, and the engine on it. */
export interface LocalWorld {
  readonly clock: VirtualClock
  readonly cluster: LocalCluster
  /** Every Job that was ever made. */
  readonly jobs: readonly KubeObject[]
  /** Every pod of a Job that was ever made, by the name of its Job. */
  readonly podsOfJobs: readonly string[]
  /** Begins a run; time stands still until somebody drives the clock. */
  begin(pipeline: Pipeline, how?: LocalRunOptions): Promise<LocalRun>
  run(pipeline: Pipeline, how?: LocalRunOptions): Promise<LocalRun>
  /** What `bodywork finish` does. */
  finish(): Promise<TakenOver | undefined>
  list(apiVersion: string, kind: string): readonly KubeObject[]
  /** Ends the cluster; throws what went wrong in a controller. */
  stop(): Promise<void>
}

/** A cluster whose pods do what is said for their stage. */
export async function localWorld(
  behaves: (stage: string, pod: KubeObject) => ContainerBehaviour = () => ({}),
): Promise<LocalWorld> {
  const clock = virtualClock()
  const mistakes: unknown[] = []
  const cluster = startLocalCluster({
    clock,
    node: simulatedNode({ script: (pod) => ({ containers: { bodywork: behaves(stageOf(pod), pod) } }) }),
    allocatable: { cpu: '8', memory: '16Gi', pods: '110' },
    onError: (controller, key, error) => void mistakes.push(new Error(`${controller} ${key}`, { cause: error })),
  })
  cluster.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'iris' } })
  await clock.advance(1000)
  const jobs: KubeObject[] = []
  const podsOfJobs: string[] = []
  cluster.store.watch(['Job', 'Pod'], ({ type, object }) => {
    if (type !== 'ADDED') return
    const job = object.metadata.labels?.['batch.kubernetes.io/job-name']
    if (object.kind === 'Job') jobs.push(object)
    else if (job !== undefined) podsOfJobs.push(job)
  })
  const engineOn = (transport: Transport) =>
    kubeCluster({ transport, clock, random: () => 0.5, server: 'the local cluster' })
  const close = () => Promise.resolve()

  async function begin(pipeline: Pipeline, how: LocalRunOptions = {}): Promise<LocalRun> {
    const { between, facts, options = {}, signal = new AbortController().signal } = how
    const events: RunEvent[] = []
    const emit = (event: RunEvent): void => {
      events.push(event)
      how.onEvent?.(event)
    }
    const { handle } = cluster.api
    const send = between === undefined ? handle : (request: ApiRequest) => between(request, handle)
    const plan = aPlan(pipeline, { programs: { 'bootstrap.py': 'print(1)\n' }, ...facts })
    const ports = { cluster: engineOn({ send, close }), clock, emit }
    const end = await execute({ plan, ports, judge, options, signal })
    const finished = events.flatMap((event) => (event.type === 'stage.finished' ? [event] : []))
    return { end, events, finished: Object.fromEntries(finished.map((event) => [event.stage, event])) }
  }

  return {
    clock,
    cluster,
    jobs,
    podsOfJobs,
    begin,
    run: (pipeline, how) => clock.run(begin(pipeline, how)),
    finish: () =>
      clock.run(
        finishRun({
          namespace: 'iris',
          pipeline: 'iris',
          holder: 'finisher/1',
          ports: { cluster: engineOn({ send: cluster.api.handle, close }), clock, emit: () => undefined },
          judge,
          force: false,
          waitLockMs: 60_000,
          signal: new AbortController().signal,
        }),
      ),
    list: (apiVersion, kind) => cluster.store.list(apiVersion, kind, 'iris'),
    async stop() {
      await cluster.stop()
      if (mistakes.length > 0) throw mistakes[0]
    },
  }
}

/** The value of an environment variable of an object's first container. */
export function envIn(object: KubeObject | undefined, name: string): unknown {
  const containers = field(object, 'spec', 'template', 'spec', 'containers') ?? field(object, 'spec', 'containers')
  const env: unknown = Array.isArray(containers) ? field(containers[0], 'env') : []
  return Array.isArray(env)
    ? field(
        env.find((one) => field(one, 'name') === name),
        'value',
      )
    : undefined
}

function stageOf({ metadata }: KubeObject): string {
  return metadata.labels?.['bodywork.dev/stage'] ?? ''
}
