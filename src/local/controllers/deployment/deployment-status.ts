import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import { timestamp } from '../../timestamp.ts'
import { conditionOf, readCondition, withCondition, withoutCondition } from '../conditions.ts'
import { countAt, present, timeAt } from '../fields.ts'
import type { DeploymentSpec } from './deployment-spec.ts'
import { type Generations, statusCount, sum } from './replica-sets.ts'

/** The conditions a rollout moves through. */
export interface Progress {
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason: string
  readonly message: string
}

/** The status of a Deployment from its ReplicaSets, with the condition Progressing as far as it is known. */
export function deploymentStatus(
  deployment: KubeObject,
  spec: DeploymentSpec,
  { current, old }: Generations,
  now: number,
  progress?: Progress,
): Record<string, unknown> {
  const sets = current === undefined ? old : [...old, current]
  const count = (field: string) => sum(sets, statusCount(field)) || undefined
  const available = sum(sets, statusCount('availableReplicas'))
  const before = listAt(deployment, 'status', 'conditions')
  const progressing = progress === undefined ? before : withProgress(before, progress, now)
  return present({
    observedGeneration: deployment.metadata['generation'],
    replicas: count('replicas'),
    updatedReplicas: (current && countAt(current, 'status', 'replicas')) || undefined,
    readyReplicas: count('readyReplicas'),
    availableReplicas: available || undefined,
    unavailableReplicas: Math.max(0, sum(sets, (set) => countAt(set, 'spec', 'replicas')) - available) || undefined,
    terminatingReplicas: sum(sets, statusCount('terminatingReplicas')),
    conditions: withFailure(
      withAvailability(progressing, available >= spec.replicas - spec.maxUnavailable, now),
      sets,
      now,
    ),
    collisionCount: countAt(deployment, 'status', 'collisionCount') || undefined,
  })
}

/** True when every replica is of the newest template, counted and available. */
export function isComplete(
  deployment: KubeObject,
  spec: DeploymentSpec,
  status: Readonly<Record<string, unknown>>,
): boolean {
  return (
    countAt(status, 'updatedReplicas') === spec.replicas &&
    countAt(status, 'replicas') === spec.replicas &&
    countAt(status, 'availableReplicas') === spec.replicas &&
    countAt(status, 'observedGeneration') >= countAt(deployment, 'metadata', 'generation')
  )
}

/** Where the rollout stands after this look; undefined when nothing new can be said. */
export function progressOf(
  deployment: KubeObject,
  spec: DeploymentSpec,
  status: Readonly<Record<string, unknown>>,
  setName: string,
  now: number,
): Progress | undefined {
  const known = conditionOf(deployment, 'Progressing')
  const reason = textAt(known, 'reason')
  const isSettled =
    countAt(status, 'replicas') === countAt(status, 'updatedReplicas') && reason === 'NewReplicaSetAvailable'
  if (spec.deadlineSeconds === undefined || isSettled) return undefined
  if (isComplete(deployment, spec, status))
    return {
      status: 'True',
      reason: 'NewReplicaSetAvailable',
      message: `ReplicaSet "${setName}" has successfully progressed.`,
    }
  if (hasProgressed(deployment['status'], status))
    return { status: 'True', reason: 'ReplicaSetUpdated', message: `ReplicaSet "${setName}" is progressing.` }
  if (hasTimedOut(known, spec.deadlineSeconds, now))
    return {
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: `ReplicaSet "${setName}" has timed out progressing.`,
    }
  return undefined
}

/** Milliseconds until the rollout would have taken too long; undefined when that cannot happen. */
export function untilDeadlineMs(deployment: unknown, spec: DeploymentSpec, now: number): number | undefined {
  const known = conditionOf(deployment, 'Progressing')
  const reason = textAt(known, 'reason')
  if (spec.deadlineSeconds === undefined || known === undefined || spec.isPaused) return undefined
  if (reason === 'NewReplicaSetAvailable' || reason === 'ProgressDeadlineExceeded') return undefined
  const from = timeAt(known, 'lastUpdateTime') ?? now
  // One second more: times are written in whole seconds.
  return Math.max(1000, from + spec.deadlineSeconds * 1000 - now + 1000)
}

function hasTimedOut(condition: unknown, deadlineSeconds: number, now: number): boolean {
  const reason = textAt(condition, 'reason')
  if (condition === undefined || reason === 'NewReplicaSetAvailable') return false
  if (reason === 'ProgressDeadlineExceeded') return true
  return now > (timeAt(condition, 'lastUpdateTime') ?? now) + deadlineSeconds * 1000
}

function hasProgressed(before: unknown, after: unknown): boolean {
  const grew = (field: string) => countAt(after, field) > countAt(before, field)
  const oldReplicas = (status: unknown) => countAt(status, 'replicas') - countAt(status, 'updatedReplicas')
  return (
    grew('updatedReplicas') ||
    grew('readyReplicas') ||
    grew('availableReplicas') ||
    oldReplicas(after) < oldReplicas(before)
  )
}

/** The conditions with that progress; a repetition of the same words still moves the update time. */
export function withProgress(conditions: readonly unknown[], progress: Progress, now: number): readonly unknown[] {
  const known = conditions.find((condition) => textAt(condition, 'type') === 'Progressing')
  const isSame = textAt(known, 'status') === progress.status && textAt(known, 'reason') === progress.reason
  if (isSame && progress.reason !== 'ReplicaSetUpdated') return conditions
  return withCondition(conditions, { type: 'Progressing', ...progress }, now, { lastUpdateTime: timestamp(now) })
}

function withAvailability(conditions: readonly unknown[], isAvailable: boolean, now: number): readonly unknown[] {
  const status = isAvailable ? 'True' : 'False'
  const known = conditions.find((condition) => textAt(condition, 'type') === 'Available')
  if (textAt(known, 'status') === status) return conditions
  const condition = isAvailable
    ? { reason: 'MinimumReplicasAvailable', message: 'Deployment has minimum availability.' }
    : { reason: 'MinimumReplicasUnavailable', message: 'Deployment does not have minimum availability.' }
  return withCondition(conditions, { type: 'Available', status, ...condition }, now, { lastUpdateTime: timestamp(now) })
}

function withFailure(conditions: readonly unknown[], sets: readonly KubeObject[], now: number): readonly unknown[] {
  const failure = sets.toReversed().flatMap((set) => readCondition(conditionOf(set, 'ReplicaFailure')) ?? [])[0]
  if (failure?.status !== 'True') return withoutCondition(conditions, 'ReplicaFailure')
  const known = conditions.find((condition) => textAt(condition, 'type') === 'ReplicaFailure')
  if (textAt(known, 'message') === failure.message) return conditions
  return withCondition(conditions, failure, now, { lastUpdateTime: timestamp(now) })
}
