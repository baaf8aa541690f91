import type { VirtualClock } from '../../src/local/clock-virtual.ts'
import type { Pipeline } from '../../src/model/pipeline.ts'
import type { Plan, PlanFacts } from '../../src/plan/plan.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import type { RunOptions } from '../../src/run/engine.ts'
import type { RunEvent } from '../../src/run/events.ts'
import { execute, type RunEnd } from '../../src/run/execute.ts'
import { aBundle, aPipeline, someFacts } from '../builders-pipeline.ts'
import type { SmallCluster } from './small-cluster.ts'
import { smallJudge } from './small-judge.ts'

/** The plan of a pipeline. */
export function aPlan(pipeline: Pipeline = aPipeline(), facts: Partial<PlanFacts> = {}): Plan {
  const files = pipeline.stages.map(({ name }) => `${name}/main.py`)
  const plan = planFor(pipeline, someFacts({ files, bundle: aBundle({ files }), ...facts }))
  if (!plan.ok) throw new Error(plan.problems.map(({ message }) => message).join('; '))
  return plan.value
}

/** A run on the small cluster with what it told. */
export interface Ran {
  readonly end: RunEnd
  readonly events: readonly RunEvent[]
  /** `TYPE STAGE` of each event that has a stage, else its type. */
  readonly told: readonly string[]
}

/** Runs a plan to its end on the virtual clock. */
export async function runOn(
  cluster: SmallCluster,
  clock: VirtualClock,
  plan: Plan,
  options: Partial<RunOptions> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Ran> {
  const events: RunEvent[] = []
  const ports = { cluster, clock, emit: (event: RunEvent) => void events.push(event) }
  const end = await clock.run(execute({ plan, ports, judge: smallJudge, options, signal }))
  const told = events.map((event) =>
    'stage' in event && event.stage !== undefined ? `${event.type} ${event.stage}` : event.type,
  )
  return { end, events, told }
}
