import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, numberAt, textAt } from '../../api/json.ts'
import { timestamp } from '../../timestamp.ts'
import { conditionOf, hasCondition } from '../conditions.ts'
import { type Control, type Controller, controlLoop } from '../control.ts'
import { isTrueAt, mapAt, present, textsAt, timeAt } from '../fields.ts'
import { isFinishedJob } from '../job/job-controller.ts'
import { controllerOf, keyOf } from '../object-cache.ts'
import { idOf } from '../object-id.ts'
import { controllerReference } from '../owned-pods.ts'
import { isDeleting } from '../pod-state.ts'
import { writeStatus } from '../status-writer.ts'
import { type Missed, missedTimes } from './missed.ts'
import { nextTime, parseSchedule, type Schedule } from './schedule.ts'
import { isZone } from './zone.ts'

const COMPONENT = 'cronjob-controller'
/** A tick a little after the minute, so that a clock that is a hair early does not miss it. */
const DELTA_MS = 100

/** Makes Jobs on schedule, holds to the concurrency policy, and clears away old ones. */
export const cronJobController: Controller = (control) => {
  const jobs = control.caches.of('batch/v1', 'Job')
  const queue = controlLoop(control, {
    name: COMPONENT,
    cache: control.caches.of('batch/v1', 'CronJob'),
    reconcile(cron) {
      const waitMs = syncCronJob(control, cron)
      if (waitMs !== undefined) queue.add(keyOf(cron), waitMs)
    },
  })
  jobs.onChange(({ object }) => {
    const owner = controllerOf(object)
    if (textAt(owner, 'kind') === 'CronJob') queue.add(`${object.metadata.namespace}/${textAt(owner, 'name')}`)
  })
}

function syncCronJob(control: Control, cron: KubeObject): number | undefined {
  const jobs = control.caches.of('batch/v1', 'Job').controlledBy(textAt(cron, 'metadata', 'uid'))
  const followed = followJobs(control, cron, jobs)
  trimHistory(control, followed, jobs)
  if (isDeleting(followed)) return undefined
  const schedule = parseSchedule(textAt(followed, 'spec', 'schedule'))
  const zone = textAt(followed, 'spec', 'timeZone') || 'UTC'
  if (schedule === undefined || !isZone(zone)) {
    warn(control, followed, schedule === undefined ? 'UnparseableSchedule' : 'UnknownTimeZone', unreadable(followed))
    return undefined
  }
  if (isTrueAt(followed, 'spec', 'suspend')) return undefined
  fireWhenDue(control, followed, missedTimes(followed, schedule, zone, control.clock.now()))
  return untilNext(schedule, zone, control.clock.now())
}

function untilNext(schedule: Schedule, zone: string, now: number): number | undefined {
  const next = nextTime(schedule, now, zone)
  return next === undefined ? undefined : next - now + DELTA_MS
}

function fireWhenDue(control: Control, cron: KubeObject, missed: Missed): void {
  if (missed.isTooMany)
    warn(
      control,
      cron,
      'TooManyMissedTimes',
      'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew',
    )
  if (missed.latest === undefined) return
  const deadline = numberAt(cron, 'spec', 'startingDeadlineSeconds')
  if (deadline !== undefined && missed.latest + deadline * 1000 < control.clock.now()) {
    const when = new Date(missed.latest).toUTCString()
    return warn(control, cron, 'MissSchedule', `Missed scheduled time to start a job: ${when}`)
  }
  const policy = textAt(cron, 'spec', 'concurrencyPolicy')
  const active = activeJobs(control, cron)
  if (policy === 'Forbid' && active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid'
    return tell(control, cron, 'JobAlreadyActive', message)
  }
  if (policy === 'Replace') for (const job of active) deleteJob(control, cron, job)
  startJob(control, cron, missed.latest, policy === 'Replace' ? [] : active)
}

function startJob(control: Control, cron: KubeObject, scheduledMs: number, active: readonly KubeObject[]): void {
  const template = mapAt(cron, 'spec', 'jobTemplate')
  const name = `${cron.metadata.name.slice(0, 52)}-${Math.floor(scheduledMs / 60_000)}`
  const key = { apiVersion: 'batch/v1', kind: 'Job', namespace: cron.metadata.namespace ?? '', name }
  const known = control.store.get(key)
  const created =
    known ??
    control.store.create({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name,
        namespace: key.namespace,
        labels: textsAt(template, 'metadata', 'labels'),
        annotations: {
          ...textsAt(template, 'metadata', 'annotations'),
          'batch.kubernetes.io/cronjob-scheduled-timestamp': timestamp(scheduledMs),
        },
        ownerReferences: [controllerReference(cron)],
      },
      spec: mapAt(template, 'spec'),
    })
  if (known === undefined) tell(control, cron, 'SuccessfulCreate', `Created job ${name}`)
  const isListed = active.some((job) => job.metadata.name === name)
  const status = {
    ...mapAt(cron, 'status'),
    active: (isListed ? active : [...active, created]).map(referenceTo),
    lastScheduleTime: timestamp(scheduledMs),
  }
  writeStatus(control.store, control.store.get(idOf(cron)) ?? cron, status)
}

/** Takes finished and vanished Jobs off the list of active ones. */
function followJobs(control: Control, cron: KubeObject, jobs: readonly KubeObject[]): KubeObject {
  const listed = listAt(cron, 'status', 'active').map((item) => textAt(item, 'uid'))
  for (const job of jobs.filter((item) => isFinishedJob(item) && listed.includes(textAt(item, 'metadata', 'uid')))) {
    const condition = hasCondition(job, 'Complete') ? 'Complete' : 'Failed'
    tell(control, cron, 'SawCompletedJob', `Saw completed job: ${job.metadata.name}, condition: ${condition}`)
  }
  const active = activeJobs(control, cron)
  const ends = jobs.flatMap((job) =>
    hasCondition(job, 'Complete') ? (timeAt(job, 'status', 'completionTime') ?? []) : [],
  )
  const last = Math.max(timeAt(cron, 'status', 'lastSuccessfulTime') ?? 0, ...ends)
  const { active: _active, ...rest } = mapAt(cron, 'status')
  const status = present({
    ...rest,
    active: active.length > 0 ? active.map(referenceTo) : undefined,
    lastSuccessfulTime: last > 0 ? timestamp(last) : undefined,
  })
  return writeStatus(control.store, cron, status)
}

function trimHistory(control: Control, cron: KubeObject, jobs: readonly KubeObject[]): void {
  const good = jobs.filter((job) => hasCondition(job, 'Complete'))
  const bad = jobs.filter((job) => hasCondition(job, 'Failed'))
  const limits = [
    [good, numberAt(cron, 'spec', 'successfulJobsHistoryLimit') ?? 3],
    [bad, numberAt(cron, 'spec', 'failedJobsHistoryLimit') ?? 1],
  ] as const
  for (const [group, limit] of limits) {
    const byStart = [...group].filter((job) => !isDeleting(job)).sort((a, b) => startOf(a) - startOf(b))
    for (const job of byStart.slice(0, Math.max(0, byStart.length - limit))) deleteJob(control, cron, job)
  }
}

function startOf(job: KubeObject): number {
  return timeAt(job, 'status', 'startTime') ?? timeAt(conditionOf(job, 'Failed'), 'lastTransitionTime') ?? 0
}

function activeJobs(control: Control, cron: KubeObject): readonly KubeObject[] {
  const jobs = control.caches.of('batch/v1', 'Job').controlledBy(textAt(cron, 'metadata', 'uid'))
  return jobs.filter((job) => !isFinishedJob(job) && !isDeleting(job))
}

function deleteJob(control: Control, cron: KubeObject, job: KubeObject): void {
  control.store.delete(idOf(job), { propagation: 'Background' })
  tell(control, cron, 'SuccessfulDelete', `Deleted job ${job.metadata.name}`)
}

function referenceTo(job: KubeObject): Readonly<Record<string, unknown>> {
  const { namespace, name } = job.metadata
  const { uid, resourceVersion } = job.metadata
  return present({ kind: 'Job', namespace, name, uid, apiVersion: 'batch/v1', resourceVersion })
}

function unreadable(cron: KubeObject): string {
  const zone = textAt(cron, 'spec', 'timeZone')
  return `unparseable schedule: ${JSON.stringify(textAt(cron, 'spec', 'schedule'))}${zone === '' ? '' : ` in time zone ${zone}`}`
}

function tell(control: Control, cron: KubeObject, reason: string, message: string): void {
  control.events.record(cron, { type: 'Normal', reason, message, component: COMPONENT })
}

function warn(control: Control, cron: KubeObject, reason: string, message: string): void {
  control.events.record(cron, { type: 'Warning', reason, message, component: COMPONENT })
}
