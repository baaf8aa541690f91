import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, numberAt, textAt } from '../../api/json.ts'
import { containerStatuses } from '../pod-state.ts'

/** What a Job's podFailurePolicy says about a failed pod. */
export type PolicyVerdict =
  | { readonly action: 'count' | 'ignore' | 'fail-index' }
  | { readonly action: 'fail-job'; readonly message: string }

/** The first rule that matches decides; a pod that none matches is counted. */
export function policyVerdict(job: KubeObject, pod: KubeObject): PolicyVerdict {
  for (const [index, rule] of listAt(job, 'spec', 'podFailurePolicy', 'rules').entries()) {
    const cause = exitCodeCause(rule, pod) ?? conditionCause(rule, pod)
    if (cause === undefined) continue
    switch (textAt(rule, 'action')) {
      case 'FailJob':
        return { action: 'fail-job', message: `${cause} matching FailJob rule at index ${index}` }
      case 'FailIndex':
        return { action: 'fail-index' }
      case 'Ignore':
        return { action: 'ignore' }
      default:
        return { action: 'count' }
    }
  }
  return { action: 'count' }
}

function exitCodeCause(rule: unknown, pod: KubeObject): string | undefined {
  const values = listAt(rule, 'onExitCodes', 'values')
  const isIn = textAt(rule, 'onExitCodes', 'operator') === 'In'
  const wanted = textAt(rule, 'onExitCodes', 'containerName')
  if (values.length === 0) return undefined
  const found = containerStatuses(pod).find((status) => {
    const code = numberAt(status, 'state', 'terminated', 'exitCode') ?? 0
    return code !== 0 && (wanted === '' || wanted === textAt(status, 'name')) && values.includes(code) === isIn
  })
  if (found === undefined) return undefined
  const code = numberAt(found, 'state', 'terminated', 'exitCode')
  return `Container ${textAt(found, 'name')} for pod ${podName(pod)} failed with exit code ${code}`
}

function conditionCause(rule: unknown, pod: KubeObject): string | undefined {
  const patterns = listAt(rule, 'onPodConditions')
  const found = listAt(pod, 'status', 'conditions').find((condition) =>
    patterns.some(
      (pattern) =>
        textAt(pattern, 'type') === textAt(condition, 'type') &&
        (textAt(pattern, 'status') || 'True') === textAt(condition, 'status'),
    ),
  )
  return found === undefined ? undefined : `Pod ${podName(pod)} has condition ${textAt(found, 'type')}`
}

function podName(pod: KubeObject): string {
  return `${pod.metadata.namespace}/${pod.metadata.name}`
}
