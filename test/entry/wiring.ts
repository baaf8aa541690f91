import type { Wiring } from '../../src/entry/wire.ts'
import { type VirtualClock, virtualClock } from '../../src/local/clock-virtual.ts'
import type { Pipeline } from '../../src/model/pipeline.ts'
import { planningPorts } from '../builders-planning.ts'
import { type Script, type SmallCluster, smallCluster } from '../run/small-cluster.ts'
import { smallJudge } from '../run/small-judge.ts'

/** A program wired to a small cluster on a virtual clock. */
export interface SmallWiring extends Wiring {
  readonly clock: VirtualClock
  readonly cluster: SmallCluster
}

/** The wiring for tests of commands; the pipeline may be changed between two of them. */
export function smallWiring(pipeline: () => Pipeline, script: (stage: string) => Script = () => ({})): SmallWiring {
  const clock = virtualClock()
  const cluster = smallCluster(clock, script)
  return {
    ...planningPorts(),
    loadPipeline: (file, options) => planningPorts({ pipeline: pipeline() }).loadPipeline(file, options),
    clock,
    cluster,
    connect: () => Promise.resolve({ cluster, close: () => Promise.resolve() }),
    judge: () => Promise.resolve(smallJudge),
  }
}
