import { version } from '../model/version.ts'
import type { Io } from './command.ts'

/** Where each release publishes this program as an image. */
export const controllerRepository = 'ghcr.io/bodywork-action/bodywork-action'

/** The image in which schedules run, unless another is named. */
export function controllerImage(env: Io['env']): string {
  return env['BODYWORK_CONTROLLER_IMAGE'] ?? `${controllerRepository}:${version}`
}

/** What the local cluster starts for that image: this program, which finds the cluster by its kubeconfig. */
export function controllerPrograms(program: string, kubeconfig: string): Readonly<Record<string, readonly string[]>> {
  return { [controllerRepository]: ['env', `KUBECONFIG=${kubeconfig}`, process.execPath, program] }
}
