import { nameWithSuffix } from '../model/names.ts'
import type { BatchStage } from '../model/pipeline.ts'
import type { PlanContext } from './context.ts'
import { graceSeconds, jobDeadlineSeconds, jobTtlSeconds } from './deadlines.ts'
import { runLabel, runLabels, stageAnnotations } from './labels.ts'
import { indexedFields, matrixEnvironment } from './matrix.ts'
import type { KubeObject } from './objects.ts'
import { podTemplateFor } from './pod.ts'
import { objectNameFor } from './stage-names.ts'

/** Which try of a batch stage a Job is. */
export interface Attempt {
  readonly number: number
  readonly extraEnv?: Readonly<Record<string, string>>
  /** Tells apart the Jobs of one attempt, such as the combinations of a matrix. */
  readonly variant?: string
}

/** One attempt of a batch stage; the name says stage, run and attempt, so creating it twice is harmless. */
export function jobFor(context: PlanContext, stage: BatchStage, attempt: Attempt): KubeObject {
  const labels = { ...runLabels(context, stage), 'bodywork.dev/attempt': String(attempt.number) }
  const annotations = stageAnnotations(context, stage)
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: jobNameFor(context, stage, attempt), namespace: context.pipeline.namespace, labels, annotations },
    spec: {
      ...indexedFields(stage),
      activeDeadlineSeconds: jobDeadlineSeconds(context.pipeline, stage),
      ttlSecondsAfterFinished: jobTtlSeconds,
      // A pod that is evicted or preempted is not the program's failure: Kubernetes starts another one by itself.
      podFailurePolicy: {
        rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
      podReplacementPolicy: 'Failed',
      template: podTemplateFor(context, stage, {
        labels,
        annotations,
        graceSeconds,
        spec: { restartPolicy: 'Never' },
        extraEnv: { ...matrixEnvironment(stage), ...attempt.extraEnv },
      }),
    },
  }
}

/** Name of the Job of one attempt, never longer than the label that Kubernetes makes of it. */
export function jobNameFor(context: PlanContext, stage: BatchStage, attempt: Attempt): string {
  const variant = attempt.variant === undefined ? '' : `${attempt.variant}-`
  return nameWithSuffix(objectNameFor(context.pipeline, stage), `${variant}${runLabel(context)}-${attempt.number}`)
}
