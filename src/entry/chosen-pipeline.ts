import { findNamespace } from '../manage/find-pipeline.ts'
import { labelValue } from '../model/names.ts'
import type { Cluster } from '../run/ports.ts'
import type { CommandInput, Io } from './command.ts'
import { type PipelineName, pipelineName } from './pipeline-name.ts'
import type { Wiring } from './wire.ts'

/** The pipeline a command is about: named and looked for in the cluster, or the one of this folder. */
export async function chosenPipeline(
  cluster: Cluster,
  input: CommandInput,
  io: Io,
  wiring: Wiring,
): Promise<PipelineName> {
  const named = input.positionals[0]
  if (named === undefined) return pipelineName(input, io, wiring)
  return { pipeline: labelValue(named), namespace: await findNamespace(cluster, named, input.text('namespace')) }
}
