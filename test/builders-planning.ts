import type { ConnectPorts } from '../src/entry/connect-ports.ts'
import type { PlanningPorts } from '../src/entry/gather-plan.ts'
import type { Pipeline } from '../src/model/pipeline.ts'
import { ok, type Problem } from '../src/model/problem.ts'
import type { Cluster } from '../src/run/ports.ts'
import { aPipeline } from './builders-pipeline.ts'
import { aRepository } from './builders-repository.ts'

/** Ports of the commands that plan: this pipeline, whatever file is named, and this cluster, if any. */
export function planningPorts(
  over: { readonly pipeline?: Pipeline; readonly problems?: readonly Problem[]; readonly cluster?: Cluster } = {},
): PlanningPorts & ConnectPorts {
  const { cluster } = over
  return {
    loadPipeline: () => Promise.resolve(ok(over.pipeline ?? aPipeline(), over.problems)),
    programs: () => Promise.resolve({ 'bootstrap.py': 'print("bootstrap")\n' }),
    hasKubeconfig: () => Promise.resolve(cluster !== undefined),
    connectTo: () => (cluster === undefined ? Promise.reject(new Error('no cluster')) : Promise.resolve(cluster)),
  }
}

/** A repository in which the pipeline of `aPipeline()` lives. */
export function aPipelineRepository(files: Readonly<Record<string, string>> = {}): string {
  return aRepository({ 'bodywork.yaml': 'x', 'train/main.py': '', 'serve/main.py': '', ...files })
}
