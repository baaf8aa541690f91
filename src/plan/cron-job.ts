import { sharedLabels } from './labels.ts'
import { type KubeObject, withoutEmpty } from './objects.ts'

/** A program that the cluster starts by a schedule. */
export interface Schedule {
  readonly name: string
  readonly namespace: string
  /** Five fields, as `cron` reads them. */
  readonly schedule: string
  readonly timeZone?: string
  readonly retries: number
  readonly historyLimit: number
  readonly deadlineSeconds: number
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** Spec of the pod, with its containers. */
  readonly pod: Readonly<Record<string, unknown>>
}

/** A schedule as a CronJob; a run that is not over is never joined by another one. */
export function cronJobFor(schedule: Schedule): KubeObject {
  const labels = { ...sharedLabels, ...schedule.labels }
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: withoutEmpty({
      name: schedule.name,
      namespace: schedule.namespace,
      labels,
      annotations: schedule.annotations,
    }),
    spec: withoutEmpty({
      schedule: schedule.schedule,
      timeZone: schedule.timeZone,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: schedule.historyLimit,
      failedJobsHistoryLimit: schedule.historyLimit,
      jobTemplate: {
        metadata: withoutEmpty({ labels, annotations: schedule.annotations }),
        spec: {
          backoffLimit: schedule.retries,
          activeDeadlineSeconds: schedule.deadlineSeconds,
          template: { metadata: { labels }, spec: { restartPolicy: 'Never', ...schedule.pod } },
        },
      },
    }),
  }
}
