import { loadPipeline } from '../config/load.ts'
import type { OverlayRequest } from '../config/overlay.ts'
import type { Pipeline } from '../model/pipeline.ts'
import type { Result } from '../model/problem.ts'
import { fileLooker, fileReader } from './config-files.ts'

/** How a pipeline is read from this machine. */
export interface LoadConfigOptions {
  readonly strict: boolean
  readonly cwd: string
  readonly overlay?: OverlayRequest
}

/** The pipeline in a file of this machine, judged as for a deployment: what Kubernetes would refuse is an error. */
export function loadConfig(file: string, options: LoadConfigOptions): Promise<Result<Pipeline>> {
  return loadPipeline({
    file,
    readFile: fileReader(options.cwd),
    exists: fileLooker(options.cwd),
    isStrict: options.strict,
    checkFiles: false,
    isForDeploy: true,
    ...(options.overlay === undefined ? {} : { overlay: options.overlay }),
  })
}
