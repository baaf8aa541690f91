import type { BatchStage, Pipeline } from '../model/pipeline.ts'
import { turnsOf } from './matrix.ts'

const weekSeconds = 7 * 24 * 3600
const setupSeconds = 15 * 60
const reserveSeconds = 90

/** Seconds that pods get to end once they are told to. */
export const graceSeconds = 30

/**
 * Seconds after which Kubernetes ends an attempt although nobody is watching any more: waiting, setting up, running
 * and ending, each at its longest. The program's own limit is kept inside the container, long before this.
 */
export function jobDeadlineSeconds(pipeline: Pipeline, stage: BatchStage): number {
  const once = stage.pendingTimeoutSeconds + setupSeconds + runSeconds(pipeline, stage) + graceSeconds
  return Math.ceil(once * turnsOf(stage) + reserveSeconds)
}

/** Seconds a finished Job stays when the run that made it is gone. */
export const jobTtlSeconds = 3600

function runSeconds(pipeline: Pipeline, stage: BatchStage): number {
  if (stage.timeoutSeconds !== undefined && stage.timeoutSeconds > 0) return stage.timeoutSeconds
  return pipeline.timeoutSeconds ?? weekSeconds
}
