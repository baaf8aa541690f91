import { field, type KubeObject } from '../../plan/objects.ts'
import { conditionOf } from '../diagnosis/fields.ts'
import type { PodView } from '../diagnosis/pod-view.ts'
import { listField, textField } from '../world.ts'

/** What the Job does about a failed pod. */
export type PolicyAction = 'FailJob' | 'FailIndex' | 'Ignore' | 'Count'

/** What the first matching rule of the Job's podFailurePolicy says about the pod. */
export function policyAction(job: KubeObject, pod: PodView): PolicyAction {
  const rule = listField(job, 'spec', 'podFailurePolicy', 'rules').find((item) => matches(item, pod))
  const action = textField(rule, 'action')
  return action === 'FailJob' || action === 'FailIndex' || action === 'Ignore' ? action : 'Count'
}

function matches(rule: unknown, pod: PodView): boolean {
  const codes = field(rule, 'onExitCodes')
  if (codes !== undefined) return matchesCode(codes, pod)
  return listField(rule, 'onPodConditions').some((wanted) => {
    const condition = conditionOf(pod.pod, textField(wanted, 'type') ?? '')
    return condition !== undefined && condition.status === (textField(wanted, 'status') ?? 'True')
  })
}

function matchesCode(codes: unknown, pod: PodView): boolean {
  const name = textField(codes, 'containerName')
  const values = new Set(listField(codes, 'values'))
  const isIn = textField(codes, 'operator') === 'In'
  return pod.containers.some(({ name: own, ended }) => {
    if (ended === undefined || ended.exitCode === 0 || (name !== undefined && name !== own)) return false
    return values.has(ended.exitCode) === isIn
  })
}
