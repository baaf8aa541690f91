import { expect, test } from 'vitest'
import { cronJobController } from '../../../../src/local/controllers/cron/cron-job-controller.ts'
import { garbageCollector } from '../../../../src/local/controllers/garbage/garbage-collector.ts'
import { jobController } from '../../../../src/local/controllers/job/job-controller.ts'
import { schedulerController } from '../../../../src/local/controllers/scheduler/scheduler.ts'
import { jobObject, testCluster } from '../../../builders-local.ts'

const controllers = [cronJobController, jobController, schedulerController, garbageCollector]

function cronJob(spec: Readonly<Record<string, unknown>> = {}) {
  const jobTemplate = { spec: jobObject()['spec'] }
  const metadata = { name: 'nightly', namespace: 'team' }
  return { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: { schedule: '*/5 * * * *', jobTemplate, ...spec } }
}

test('a CronJob makes one Job each time it is due, named for the minute', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(cronJob())
  await cluster.seconds(11 * 60)
  const jobs = cluster.store.list('batch/v1', 'Job')
  const minute = Date.UTC(2026, 0, 5, 9, 5) / 60_000
  expect(jobs.map((job) => job.metadata.name)).toEqual([`nightly-${minute}`, `nightly-${minute + 5}`])
  expect(jobs[0]?.metadata.annotations).toEqual({
    'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-01-05T09:05:00Z',
  })
  expect(cluster.get('CronJob', 'nightly')['status']).toMatchObject({ lastScheduleTime: '2026-01-05T09:10:00Z' })
})

test('the history keeps three good Jobs and one failed one', async () => {
  let runs = 0
  const cluster = await testCluster(controllers, () => ({ runMs: 100, exitCode: runs++ % 2 }))
  cluster.store.create(cronJob({ jobTemplate: { spec: jobObject({ backoffLimit: 0 })['spec'] } }))
  await cluster.seconds(3600)
  const ends = cluster.store.list('batch/v1', 'Job').map((job) => JSON.stringify(job).includes('"Complete"'))
  expect(ends.filter(Boolean)).toHaveLength(3)
  expect(ends.filter((isGood) => !isGood)).toHaveLength(1)
})

test('Forbid starts nothing while the last Job runs, Replace ends it', async () => {
  for (const [policy, names] of [
    ['Forbid', 1],
    ['Replace', 1],
    ['Allow', 3],
  ] as const) {
    const cluster = await testCluster(controllers, { runMs: 3_600_000 })
    cluster.store.create(cronJob({ concurrencyPolicy: policy }))
    await cluster.seconds(16 * 60)
    expect(cluster.store.list('batch/v1', 'Job')).toHaveLength(names)
    if (policy === 'Forbid') expect(cluster.events('JobAlreadyActive')).toHaveLength(1)
    if (policy === 'Replace') expect(cluster.events('SuccessfulDelete')).toHaveLength(2)
  }
})

test('a suspended CronJob makes nothing', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(cronJob({ suspend: true }))
  await cluster.seconds(3600)
  expect(cluster.store.list('batch/v1', 'Job')).toHaveLength(0)
})

test('a time that was missed for longer than the deadline is not made up for', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(cronJob({ suspend: true, startingDeadlineSeconds: 60 }))
  await cluster.seconds(8 * 60)
  const cron = cluster.get('CronJob', 'nightly')
  cluster.store.update({ ...cron, spec: { ...(cron['spec'] as object), suspend: false } })
  await cluster.seconds(60)
  expect(cluster.store.list('batch/v1', 'Job')).toHaveLength(0)
})

test('an unknown time zone is told, and nothing is made', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(cronJob({ timeZone: 'Mars/Olympus' }))
  await cluster.seconds(600)
  expect(cluster.events('UnknownTimeZone')).toHaveLength(1)
  expect(cluster.store.list('batch/v1', 'Job')).toHaveLength(0)
})
