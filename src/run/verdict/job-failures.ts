import { field, type KubeObject } from '../../plan/objects.ts'
import { endedFailure, isStartError } from '../diagnosis/exit-codes.ts'
import { conditionEvidence, conditionOf, timeAt } from '../diagnosis/fields.ts'
import { type Finding, failureOf, type Scene } from '../diagnosis/finding.ts'
import type { PodView } from '../diagnosis/pod-view.ts'
import type { Failure } from '../events.ts'
import { numberField, refOf, textField } from '../world.ts'
import { policyAction } from './failure-policy.ts'
import { deletedAt, podDeleted, podEnd } from './pod-end.ts'

/** The Job's own word that it is lost, with the cause its pods know. */
export function conditionFailure(job: KubeObject, pods: readonly PodView[], scene: Scene): Failure | undefined {
  const condition = [conditionOf(job, 'Failed'), conditionOf(job, 'FailureTarget')].find(
    (item) => item?.status === 'True',
  )
  if (condition === undefined) return undefined
  const evidence = conditionEvidence(condition)
  if (condition.reason === 'DeadlineExceeded') return deadline(job, evidence)
  const ends = pods.map((pod) => podEnd(pod, scene) ?? restartEnd(pod)).filter((failure) => failure !== undefined)
  const known = ends.findLast((failure) => !failure.isInfrastructure) ?? ends.at(-1)
  if (known !== undefined) return known
  return failureOf('job-failed', `the Job failed: ${condition.message || condition.reason}`, {
    object: refOf(job),
    evidence,
  })
}

function deadline(job: KubeObject, evidence: readonly { readonly path: string; readonly value: string }[]): Failure {
  const seconds = numberField(job, 'spec', 'activeDeadlineSeconds')
  return failureOf('deadline', `the Job ran longer than its limit of ${seconds} s`, { object: refOf(job), evidence })
}

/** Pods that have ended badly: final by the Job's own rules, before the Job says so itself. */
export function podFailures(job: KubeObject, pods: readonly PodView[], scene: Scene): readonly Finding[] {
  const found: Finding[] = []
  const counted: { readonly pod: PodView; readonly failure: Failure }[] = []
  for (const [index, pod] of pods.entries()) {
    const failure = podEnd(pod, scene)
    const action = policyAction(job, pod)
    if (failure === undefined) found.push(...deletion(job, pod, isReplaced(index, pods)))
    else if (action === 'Ignore') continue
    else if (action !== 'Count' || isHopeless(pod)) found.push(now(pod, failure))
    else if (!failure.isInfrastructure) counted.push({ pod, failure })
    else if (!isReplaced(index, pods)) found.push(now(pod, failure))
  }
  const last = counted.at(-1)
  if (
    last !== undefined &&
    isOverLimit(
      job,
      counted.map(({ pod }) => pod),
    )
  )
    found.push(now(last.pod, last.failure))
  const restarted = overRestarted(job, pods)
  return restarted === undefined ? found : [...found, restarted]
}

function now(pod: PodView, failure: Failure): Finding {
  return { key: `end:${pod.uid}`, graceMs: 0, failure }
}

function isReplaced(index: number, pods: readonly PodView[]): boolean {
  return pods.slice(index + 1).some((pod) => !pod.isDeleting && pod.phase !== 'Failed')
}

function isHopeless(pod: PodView): boolean {
  return pod.containers.some(({ ended }) => ended !== undefined && isStartError(ended))
}

// The Job controller deletes pods itself a moment before it says why.
const settleMs = 500

function deletion(job: KubeObject, pod: PodView, isPastIt: boolean): readonly Finding[] {
  const isWanted = pod.isDeleting && !isPastIt && field(job, 'spec', 'suspend') !== true && pod.phase !== 'Succeeded'
  if (!isWanted || conditionOf(job, 'SuccessCriteriaMet')?.status === 'True') return []
  if (pod.containers.some(({ role, ended }) => role === 'main' && ended?.exitCode === 0)) return []
  const limit = numberField(job, 'spec', 'activeDeadlineSeconds')
  const start = timeAt(job, 'status', 'startTime')
  const isDeadline = limit !== undefined && start !== undefined && (deletedAt(pod) ?? 0) >= start + (limit - 1) * 1000
  return [{ key: `deleted:${pod.uid}`, graceMs: settleMs, failure: isDeadline ? deadline(job, []) : podDeleted(pod) }]
}

function isOverLimit(job: KubeObject, failed: readonly PodView[]): boolean {
  const perIndex = numberField(job, 'spec', 'backoffLimitPerIndex')
  if (perIndex === undefined) {
    const count = Math.max(failed.length, numberField(job, 'status', 'failed') ?? 0)
    return count > (numberField(job, 'spec', 'backoffLimit') ?? 6)
  }
  const counts = new Map<string, number>()
  for (const pod of failed) counts.set(indexOf(pod), (counts.get(indexOf(pod)) ?? 0) + 1)
  const lost = [...counts.values()].filter((count) => count > perIndex).length
  // With a limit the other indexes are wanted to go on; without one the Job is lost, whatever they do.
  return lost > (numberField(job, 'spec', 'maxFailedIndexes') ?? 0)
}

/** The completion index of a pod of an indexed Job. */
export function indexOf(pod: PodView): string {
  return pod.pod.metadata.annotations?.['batch.kubernetes.io/job-completion-index'] ?? ''
}

/** With restartPolicy OnFailure restarts count, and the pod is deleted at the limit. */
function overRestarted(job: KubeObject, pods: readonly PodView[]): Finding | undefined {
  const limit = Math.max(1, numberField(job, 'spec', 'backoffLimit') ?? 6)
  const restarting = pods.filter((pod) => textField(pod.pod, 'spec', 'restartPolicy') === 'OnFailure')
  const counts = restarting.map((pod) =>
    pod.containers.reduce((sum, item) => sum + (item.role === 'sidecar' ? 0 : item.restarts), 0),
  )
  if (counts.reduce((sum, count) => sum + count, 0) < limit) return undefined
  const pod = restarting.findLast((item) => restartEnd(item) !== undefined)
  const failure = pod === undefined ? undefined : restartEnd(pod)
  return pod === undefined || failure === undefined ? undefined : now(pod, failure)
}

function restartEnd(pod: PodView): Failure | undefined {
  for (const container of pod.containers) {
    const last = container.ended ?? container.last
    if (container.role === 'sidecar' || last === undefined || last.exitCode === 0) continue
    return endedFailure(pod, container, last, container.ended === undefined ? 'lastState' : 'state')
  }
  return undefined
}
