import type { JsonObject } from '../model/pipeline.ts'
import type { PodStageLike } from './pod-stage.ts'

/** The user's tolerations, and the usual one of nodes that are kept for a GPU, whose taint has the resource's name. */
export function tolerationsFor({ tolerations, resources }: PodStageLike): readonly JsonObject[] {
  const { gpu } = resources
  if (gpu === undefined || tolerations.some(({ key }) => key === gpu.resource)) return tolerations
  return [...tolerations, { key: gpu.resource, operator: 'Exists', effect: 'NoSchedule' }]
}
