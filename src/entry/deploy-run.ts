import { dirname, resolve } from 'node:path'
import { labelValue } from '../model/names.ts'
import { ProblemError, type Result } from '../model/problem.ts'
import type { Plan } from '../plan/plan.ts'
import type { SeenObject } from '../plan/plan-file.ts'
import type { RunOptions } from '../run/engine.ts'
import type { Emit } from '../run/events.ts'
import { execute, type RunEnd } from '../run/execute.ts'
import { unmoved } from '../run/moved.ts'
import type { Cluster } from '../run/ports.ts'
import type { Preview } from '../run/preview.ts'
import { type SelectionRequest, selectedStages } from '../run/selection.ts'
import type { ClusterTarget } from './cluster-target.ts'
import { dockerCredentials } from './docker-config.ts'
import { gatherPlan, type PlanRequest } from './gather-plan.ts'
import { planPreview } from './plan-preview.ts'
import { inNamespace } from './planning-namespace.ts'
import { runIdentity } from './run-identity.ts'
import { portsOf } from './run-ports.ts'
import { keepHeapSmall } from './small-heap.ts'
import type { Wiring } from './wire.ts'

/** A deployment as a door asks for it. */
export interface DeployRequest {
  readonly plan: PlanRequest
  readonly target: ClusterTarget
  readonly namespace?: string
  readonly selection: SelectionRequest
  readonly options: Partial<RunOptions>
  readonly signal: AbortSignal
  /** The file that the plan comes from, and how the cluster was when it was made. */
  readonly saved?: { readonly file: string; readonly seen: readonly SeenObject[] }
}

/** A run that ended, with what it ran. */
export interface Deployed {
  readonly plan: Plan
  readonly end: RunEnd
}

/** Plans with the facts of a run: its id, its time, who and where. */
export async function planForRun(request: DeployRequest, wiring: Wiring): Promise<Result<Plan>> {
  keepHeapSmall()
  const facts = { ...runIdentity(request.plan.env), ...request.plan.facts }
  return gatherPlan({ ...request.plan, facts }, inNamespace(wiring, request.namespace))
}

/** Plans, connects and runs to the end; throws ProblemError for what stops it before. */
export async function deploy(request: DeployRequest, plan: Plan, wiring: Wiring, emit: Emit): Promise<Deployed> {
  const selected = selectedStages(plan, request.selection)
  if (!selected.ok) throw new ProblemError('user', selected.problems)
  keepHeapSmall()
  const { env, cwd } = request.plan
  // The local cluster pulls no images.
  const pullSecrets = request.target.isLocal ? {} : await dockerCredentials(plan, { env, cwd })
  const connected = await wiring.connect(request.target)
  try {
    await refuseMoved(request, plan, connected.cluster)
    const folder = dirname(resolve(request.plan.cwd, request.plan.file))
    const changesSince = async (base: string) =>
      (await import('../source/changed-files.ts')).changesSince(folder, base, plan.facts.commit)
    const options = {
      changesSince,
      pullSecrets,
      pullsAhead: !request.target.isLocal,
      ...request.options,
      ...(selected.value === undefined ? {} : { selected: selected.value }),
    }
    const ports = portsOf(connected, wiring, emit)
    const end = await execute({ plan, ports, judge: await wiring.judge(), options, signal: request.signal })
    return { plan, end }
  } finally {
    await connected.close()
  }
}

async function refuseMoved({ saved }: DeployRequest, plan: Plan, cluster: Cluster): Promise<void> {
  if (saved === undefined) return
  const result = await unmoved(plan, saved.seen, cluster, saved.file)
  if (!result.ok) throw new ProblemError('cluster', result.problems)
}

/** What deploying would change; nothing is written. */
export async function dryRun(request: DeployRequest, plan: Plan, wiring: Wiring): Promise<Preview> {
  const connected = await wiring.connect(request.target)
  try {
    await refuseMoved(request, plan, connected.cluster)
    return await planPreview(plan, connected.cluster)
  } finally {
    await connected.close()
  }
}

/** Value of the label that marks a pipeline's objects. */
export function pipelineLabelOf(name: string): string {
  return labelValue(name)
}
