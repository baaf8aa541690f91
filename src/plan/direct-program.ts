import type { PodStageLike } from './pod-stage.ts'

/** True for a program that is in the image already and needs nothing done before: it runs without the bootstrap. */
export function runsDirectly(stage: PodStageLike): boolean {
  const { program, source, requirements, workingDirectory } = stage
  if (stage.kind === 'batch' && stage.artifacts !== undefined) return false
  if (program.kind !== 'command' || source !== 'image' || requirements.kind !== 'none') return false
  return workingDirectory === undefined || workingDirectory.startsWith('/')
}
