import type { BatchStage, ServiceStage } from '../model/pipeline.ts'

/** A stage that has a pod. */
export type PodStageLike = BatchStage | ServiceStage
