import type { KubeObject } from '../../../plan/objects.ts'
import { textAt } from '../../api/json.ts'
import { timestamp } from '../../timestamp.ts'
import { hasCondition } from '../conditions.ts'
import { type Control, type Controller, controlLoop } from '../control.ts'
import { controllerOf, keyOf } from '../object-cache.ts'
import { hasFinalizer } from '../owned-pods.ts'
import { isDeleting, isFinishedPod } from '../pod-state.ts'
import { writeStatus } from '../status-writer.ts'
import type { WorkQueue } from '../work-queue.ts'
import { extendedRow, type FailureRow, remainingMs } from './backoff.ts'
import { jobSpec } from './job-spec.ts'
import { createJobPod, dropPods, endPods, releasePod } from './pods.ts'
import { countedStatus, interimStatus, withEnding, withSuspension } from './status.ts'
import { TRACKING, tallyOf } from './tally.ts'
import { endingOf, totalsOf } from './verdict.ts'
import { wantedPods } from './wanted.ts'

const COMPONENT = 'job-controller'
/** Changes of pods and of status are collected for a second; this shapes what clients see and when. */
const BATCH_MS = 1000

/** Runs Jobs: makes their pods, counts how they end, and decides how the Job ends. */
export const jobController: Controller = (control) => {
  const jobs = control.caches.of('batch/v1', 'Job')
  const pods = control.caches.of('v1', 'Pod')
  const rows = new Map<string, FailureRow>()
  const queue = controlLoop(control, {
    name: COMPONENT,
    cache: jobs,
    batchMs: BATCH_MS,
    firstRetryMs: 1000,
    longestRetryMs: 60_000,
    reconcile: (job) => syncJob(control, queue, rows, job),
    forget: (key) => void rows.delete(key),
  })
  jobs.onChange(({ type, object }, before) => {
    if (type === 'MODIFIED' && hasOtherSpec(object, before)) queue.add(keyOf(object))
    if (type === 'DELETED') releaseOrphans(control, object)
  })
  pods.onChange(({ type, object }) => {
    const owner = controllerOf(object)
    if (textAt(owner, 'kind') !== 'Job') return
    queue.add(`${object.metadata.namespace}/${textAt(owner, 'name')}`, BATCH_MS)
    if (type !== 'DELETED' && isDeleting(object)) releaseWhenOrphaned(control, object)
  })
}

/** True for a Job that will not change any more. */
export function isFinishedJob(job: unknown): boolean {
  return hasCondition(job, 'Complete') || hasCondition(job, 'Failed')
}

function syncJob(control: Control, queue: WorkQueue, rows: Map<string, FailureRow>, job: KubeObject): void {
  if (isFinishedJob(job)) return
  const now = control.clock.now()
  const pods = control.caches.of('v1', 'Pod').controlledBy(textAt(job, 'metadata', 'uid'))
  if (isDeleting(job)) return pods.forEach((pod) => releasePod(control, pod))
  const spec = jobSpec(job)
  const tally = tallyOf(job, spec, pods)
  const suspension = withSuspension(job, spec.isSuspended, now)
  const startTime = startOf(job, spec.isSuspended, suspension.news, now)
  const dated = { ...job, status: { ...asMap(job['status']), ...(startTime && { startTime }) } }
  if (spec.deadlineSeconds !== undefined && startTime !== undefined && !spec.isSuspended)
    queue.add(keyOf(job), Math.max(0, Date.parse(startTime) + spec.deadlineSeconds * 1000 - now) || BATCH_MS)
  const row = extendedRow(rows.get(keyOf(job)), tally, now)
  if (row === undefined) rows.delete(keyOf(job))
  else rows.set(keyOf(job), row)

  const ending = endingOf(dated, spec, tally, now)
  const change = { made: 0, ended: 0, fault: undefined as unknown }
  if (ending !== undefined) {
    endPods(control, job, tally.active)
    change.ended = tally.active.length
  } else if (spec.isSuspended) {
    dropPods(control, job, tally.active, tally.active.length)
    change.ended = tally.active.length
  } else {
    Object.assign(change, managePods(control, queue, job, { pods, tally, spec, waitMs: remainingMs(row, now) }))
  }
  settle()
  if (suspension.news !== undefined)
    record(control, job, 'Normal', suspension.news, `Job ${suspension.news.toLowerCase()}`)
  if (change.fault !== undefined) throw change.fault

  /** Writes what was found: first with the ended pods named, then, when they are let go, with them counted. */
  function settle(): void {
    const active = tally.active.length + change.made - change.ended
    const terminating = stillTerminating(control, job)
    const findings = { tally, active, ready: change.ended > 0 ? 0 : tally.ready, terminating, startTime }
    const decided = withEnding(suspension.conditions, ending, false, now)
    const ended = [...tally.succeeded, ...tally.failed, ...tally.ignored, ...tally.counted]
    let current = job
    if (tally.succeeded.length + tally.failed.length > 0)
      current = writeStatus(control.store, current, interimStatus(job, spec, { ...findings, conditions: decided }))
    for (const pod of ended) releasePod(control, pod)
    const isOver = ending !== undefined && active === 0 && stillTerminating(control, job) === 0
    const conditions = withEnding(suspension.conditions, ending, isOver, now)
    const status = countedStatus(job, spec, { ...findings, conditions, terminating: stillTerminating(control, job) })
    if (isOver && ending?.type === 'SuccessCriteriaMet') status['completionTime'] = timestamp(now)
    writeStatus(control.store, current, status)
    if (isOver && ending !== undefined) recordEnd(control, job, ending)
  }
}

function managePods(
  control: Control,
  queue: WorkQueue,
  job: KubeObject,
  facts: Parameters<typeof wantedPods>[1] & { readonly waitMs: number },
): { made: number; ended: number; fault: unknown } {
  const { tally, spec } = facts
  const orders = wantedPods(totalsOf(job, spec, tally), facts, control.clock.now())
  if (orders.surplus > 0) dropPods(control, job, tally.active, orders.surplus)
  const waitMs = spec.backoffLimitPerIndex === undefined ? facts.waitMs : orders.waitMs
  if (waitMs > 0) queue.add(keyOf(job), waitMs)
  let made = 0
  try {
    for (const order of spec.backoffLimitPerIndex === undefined && waitMs > 0 ? [] : orders.create) {
      createJobPod(control, job, order)
      made++
    }
  } catch (fault) {
    return { made, ended: Math.max(0, orders.surplus), fault }
  }
  return { made, ended: Math.max(0, orders.surplus), fault: undefined }
}

function startOf(job: KubeObject, isSuspended: boolean, news: string | undefined, now: number): string | undefined {
  const known = textAt(job, 'status', 'startTime')
  if (news === 'Resumed') return timestamp(now)
  if (known !== '') return known
  return isSuspended ? undefined : timestamp(now)
}

function stillTerminating(control: Control, job: KubeObject): number {
  const pods = control.caches.of('v1', 'Pod').controlledBy(textAt(job, 'metadata', 'uid'))
  return pods.filter((pod) => isDeleting(pod) && !isFinishedPod(pod)).length
}

function recordEnd(control: Control, job: KubeObject, ending: { type: string; reason: string; message: string }): void {
  if (ending.type === 'FailureTarget') record(control, job, 'Warning', ending.reason, ending.message)
  else record(control, job, 'Normal', 'Completed', 'Job completed')
}

function record(control: Control, job: KubeObject, type: 'Normal' | 'Warning', reason: string, message: string): void {
  control.events.record(job, { type, reason, message, component: COMPONENT })
}

function releaseOrphans(control: Control, job: KubeObject): void {
  for (const pod of control.caches.of('v1', 'Pod').controlledBy(textAt(job, 'metadata', 'uid')))
    releasePod(control, pod)
}

function releaseWhenOrphaned(control: Control, pod: KubeObject): void {
  const owner = controllerOf(pod)
  const job = control.caches.of('batch/v1', 'Job').get(pod.metadata.namespace ?? '', textAt(owner, 'name'))
  const isOwned = job !== undefined && textAt(job, 'metadata', 'uid') === textAt(owner, 'uid') && !isFinishedJob(job)
  if (!isOwned && hasFinalizer(pod, TRACKING)) control.clock.after(0, () => releaseAgain(control, pod))
}

// Not inside the write that told of the deletion: its writer has not seen its own answer yet.
function releaseAgain(control: Control, pod: KubeObject): void {
  const current = control.caches.of('v1', 'Pod').get(pod.metadata.namespace ?? '', pod.metadata.name)
  if (current !== undefined) releasePod(control, current)
}

function hasOtherSpec(object: KubeObject, before: KubeObject | undefined): boolean {
  return before !== undefined && before.metadata['generation'] !== object.metadata['generation']
}

function asMap(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}
