import type { KubeObject } from '../../../plan/objects.ts'
import { at, numberAt, textAt } from '../../api/json.ts'

/** The parts of a Job's spec its controller decides by, with their defaults. */
export interface JobSpec {
  readonly parallelism: number
  /** Undefined for a work queue: done when one pod succeeds and all have ended. */
  readonly completions: number | undefined
  readonly isIndexed: boolean
  readonly isSuspended: boolean
  readonly backoffLimit: number
  readonly backoffLimitPerIndex: number | undefined
  readonly maxFailedIndexes: number | undefined
  readonly deadlineSeconds: number | undefined
  readonly ttlSeconds: number | undefined
  /** A replacement waits until the pod it replaces has really ended. */
  readonly replacesFailedOnly: boolean
  readonly hasFailurePolicy: boolean
  readonly restartsOnFailure: boolean
}

/** Reads a Job's spec. */
export function jobSpec(job: KubeObject): JobSpec {
  const spec = at(job, 'spec')
  const backoffLimitPerIndex = numberAt(spec, 'backoffLimitPerIndex')
  const hasFailurePolicy = at(spec, 'podFailurePolicy') !== undefined
  return {
    parallelism: numberAt(spec, 'parallelism') ?? 1,
    completions: numberAt(spec, 'completions'),
    isIndexed: textAt(spec, 'completionMode') === 'Indexed',
    isSuspended: at(spec, 'suspend') === true,
    backoffLimit: numberAt(spec, 'backoffLimit') ?? (backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1),
    backoffLimitPerIndex,
    maxFailedIndexes: numberAt(spec, 'maxFailedIndexes'),
    deadlineSeconds: numberAt(spec, 'activeDeadlineSeconds'),
    ttlSeconds: numberAt(spec, 'ttlSecondsAfterFinished'),
    replacesFailedOnly: hasFailurePolicy || textAt(spec, 'podReplacementPolicy') === 'Failed',
    hasFailurePolicy,
    restartsOnFailure: textAt(spec, 'template', 'spec', 'restartPolicy') === 'OnFailure',
  }
}
