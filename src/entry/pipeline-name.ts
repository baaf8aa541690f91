import { labelValue } from '../model/names.ts'
import { ProblemError } from '../model/problem.ts'
import type { CommandInput, Io, OptionSpec } from './command.ts'
import { configFile } from './config-files.ts'
import { overlayOptions, overlayRequest } from './overlay-options.ts'
import type { Wiring } from './wire.ts'

/** A pipeline in a cluster, by what its objects are labelled with. */
export interface PipelineName {
  readonly pipeline: string
  readonly namespace: string
}

/** Options of commands about one pipeline: where its name and namespace stand when the command line does not tell. */
export const folderOptions: readonly OptionSpec[] = [
  {
    name: 'file',
    kind: 'text',
    value: 'FILE',
    summary: 'the configuration of the pipeline',
    default: 'the one of this folder',
  },
  ...overlayOptions,
]

/** The pipeline a command is about: named on the command line, or the one of this folder. */
export async function pipelineName(input: CommandInput, io: Io, wiring: Wiring): Promise<PipelineName> {
  const named = input.positionals[0]
  const namespace = input.text('namespace')
  if (named !== undefined) return { pipeline: labelValue(named), namespace: namespace ?? named }
  const file = await configFile(input.text('file'), io.cwd)
  const loaded = await wiring.loadPipeline(file, { strict: false, cwd: io.cwd, overlay: overlayRequest(input) })
  if (!loaded.ok) throw new ProblemError('user', loaded.problems)
  return { pipeline: labelValue(loaded.value.name), namespace: namespace ?? loaded.value.namespace }
}
