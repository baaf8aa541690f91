import { expect, test } from 'vitest'
import { garbageCollector } from '../../../../src/local/controllers/garbage/garbage-collector.ts'
import { jobController } from '../../../../src/local/controllers/job/job-controller.ts'
import { schedulerController } from '../../../../src/local/controllers/scheduler/scheduler.ts'
import { jobObject, testCluster, trueConditions } from '../../../builders-local.ts'

const controllers = [jobController, schedulerController, garbageCollector]

test('a Job whose pod ends well meets its criteria first and is Complete after', async () => {
  const cluster = await testCluster(controllers, { runMs: 2000 })
  cluster.store.create(jobObject())
  await cluster.seconds(10)
  const job = cluster.get('Job', 'train')
  expect(trueConditions(job)).toEqual(['SuccessCriteriaMet CompletionsReached', 'Complete CompletionsReached'])
  expect(job['status']).toMatchObject({ succeeded: 1, ready: 0, terminating: 0, uncountedTerminatedPods: {} })
  const steps = cluster.store.history
    .filter(({ object }) => object.kind === 'Job')
    .map(({ object }) => JSON.stringify(object['status']))
  const interim = steps.findIndex((step) => step.includes('SuccessCriteriaMet') && !step.includes('"Complete"'))
  expect(steps[interim]).toContain('"succeeded":["')
  expect(cluster.events('Completed')).toEqual(['Job completed'])
})

test('the pod keeps its tracking finalizer until it is counted', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(jobObject())
  await cluster.seconds(1)
  expect(cluster.pods()[0]?.metadata['finalizers']).toEqual(['batch.kubernetes.io/job-tracking'])
  await cluster.seconds(9)
  expect(cluster.pods()[0]?.metadata['finalizers']).toBeUndefined()
})

test('failed pods come again after 10 and 20 seconds until the backoff limit ends the Job', async () => {
  const cluster = await testCluster(controllers, { runMs: 100, exitCode: 3 })
  cluster.store.create(jobObject({ backoffLimit: 2 }))
  await cluster.seconds(60)
  const started = cluster.pods().map((pod) => Date.parse(String(pod.metadata['creationTimestamp'])) / 1000)
  expect(started).toHaveLength(3)
  expect(Number(started[1]) - Number(started[0])).toBeGreaterThanOrEqual(10)
  expect(Number(started[2]) - Number(started[1])).toBeGreaterThanOrEqual(20)
  const job = cluster.get('Job', 'train')
  expect(trueConditions(job)).toEqual(['FailureTarget BackoffLimitExceeded', 'Failed BackoffLimitExceeded'])
  expect(job['status']).toMatchObject({ failed: 3 })
})

test('with restartPolicy OnFailure restarts in place are what the limit counts', async () => {
  const cluster = await testCluster(controllers, { runMs: 100, exitCode: 3 })
  cluster.store.create(jobObject({ backoffLimit: 1 }, { restartPolicy: 'OnFailure' }))
  await cluster.seconds(30)
  expect(trueConditions(cluster.get('Job', 'train'))).toContain('Failed BackoffLimitExceeded')
  expect(cluster.pods()).toHaveLength(0)
})

test('completions and parallelism bound how many pods run', async () => {
  const cluster = await testCluster(controllers, { runMs: 3000 })
  cluster.store.create(jobObject({ completions: 5, parallelism: 2 }))
  await cluster.seconds(2)
  expect(cluster.pods()).toHaveLength(2)
  await cluster.seconds(40)
  expect(cluster.get('Job', 'train')['status']).toMatchObject({ succeeded: 5 })
  expect(cluster.pods()).toHaveLength(5)
})

test('an Indexed Job gives each pod its index and lists the indexes that are done', async () => {
  const cluster = await testCluster(controllers)
  cluster.store.create(jobObject({ completions: 3, parallelism: 3, completionMode: 'Indexed' }))
  await cluster.seconds(10)
  expect(cluster.get('Job', 'train')['status']).toMatchObject({ succeeded: 3, completedIndexes: '0-2' })
  expect(
    cluster
      .pods()
      .map((pod) => pod.metadata.name.slice(0, 8))
      .sort(),
  ).toEqual(['train-0-', 'train-1-', 'train-2-'])
  const pod = cluster.pods()[0]
  expect(pod?.metadata.labels).toMatchObject({ 'batch.kubernetes.io/job-completion-index': '0' })
  expect(pod?.['spec']).toMatchObject({
    hostname: 'train-0',
    containers: [{ env: [{ name: 'JOB_COMPLETION_INDEX' }] }],
  })
})

test('an index that fails too often fails the Job when all others are done', async () => {
  const cluster = await testCluster(controllers, (pod) => ({
    runMs: 100,
    exitCode: pod.metadata.name.startsWith('train-1') ? 1 : 0,
  }))
  cluster.store.create(
    jobObject({ completions: 3, parallelism: 3, completionMode: 'Indexed', backoffLimitPerIndex: 1 }),
  )
  await cluster.seconds(40)
  const job = cluster.get('Job', 'train')
  expect(job['status']).toMatchObject({ completedIndexes: '0,2', failedIndexes: '1', failed: 2 })
  expect(trueConditions(job)).toContain('Failed FailedIndexes')
})

test('a failure policy ends the Job at once and says by which rule', async () => {
  const cluster = await testCluster(controllers, { runMs: 100, exitCode: 42 })
  const rules = [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }]
  cluster.store.create(jobObject({ backoffLimit: 6, podFailurePolicy: { rules } }))
  await cluster.seconds(10)
  const job = cluster.get('Job', 'train')
  expect(trueConditions(job)).toContain('Failed PodFailurePolicy')
  const name = cluster.pods()[0]?.metadata.name
  expect(JSON.stringify(job)).toContain(
    `Container main for pod team/${name} failed with exit code 42 matching FailJob rule at index 0`,
  )
})

test('an ignored failure is replaced and not counted', async () => {
  let pods = 0
  const cluster = await testCluster(controllers, () => (++pods === 1 ? { evictedAfterMs: 2000, runMs: 60_000 } : {}))
  const rules = [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] }]
  cluster.store.create(jobObject({ backoffLimit: 0, podFailurePolicy: { rules } }))
  await cluster.seconds(30)
  const job = cluster.get('Job', 'train')
  expect(trueConditions(job)).toContain('Complete CompletionsReached')
  expect(job['status']).not.toHaveProperty('failed')
})

test('the deadline ends running pods, and the Job fails only when they are gone', async () => {
  const cluster = await testCluster(controllers, { runMs: 600_000, stopMs: 5000 })
  cluster.store.create(jobObject({ activeDeadlineSeconds: 4 }))
  await cluster.seconds(6)
  expect(trueConditions(cluster.get('Job', 'train'))).toEqual(['FailureTarget DeadlineExceeded'])
  await cluster.seconds(10)
  expect(trueConditions(cluster.get('Job', 'train'))).toContain('Failed DeadlineExceeded')
  expect(cluster.pods()).toHaveLength(0)
})

test('a suspended Job has no pods, and none of those it had counts as failed', async () => {
  const cluster = await testCluster(controllers, { runMs: 600_000 })
  cluster.store.create(jobObject())
  await cluster.seconds(3)
  const job = cluster.get('Job', 'train')
  cluster.store.update({ ...job, spec: { ...(job['spec'] as object), suspend: true } })
  await cluster.seconds(5)
  expect(cluster.pods()).toHaveLength(0)
  expect(trueConditions(cluster.get('Job', 'train'))).toEqual(['Suspended JobSuspended'])
  expect(cluster.get('Job', 'train')['status']).not.toHaveProperty('failed')
  const again = cluster.get('Job', 'train')
  cluster.store.update({ ...again, spec: { ...(again['spec'] as object), suspend: false } })
  await cluster.seconds(2)
  expect(cluster.pods()).toHaveLength(1)
  expect(cluster.events('Resumed')).toEqual(['Job resumed'])
})

test('a success policy ends the Job before all indexes are done', async () => {
  const cluster = await testCluster(controllers, (pod) => ({
    runMs: pod.metadata.name.startsWith('train-0') ? 100 : 600_000,
  }))
  const successPolicy = { rules: [{ succeededIndexes: '0' }] }
  cluster.store.create(jobObject({ completions: 2, parallelism: 2, completionMode: 'Indexed', successPolicy }))
  await cluster.seconds(15)
  expect(trueConditions(cluster.get('Job', 'train'))).toEqual([
    'SuccessCriteriaMet SuccessPolicy',
    'Complete SuccessPolicy',
  ])
})

test('deleting a Job takes its pods along', async () => {
  const cluster = await testCluster(controllers, { runMs: 600_000 })
  cluster.store.create(jobObject())
  await cluster.seconds(3)
  cluster.store.delete({ apiVersion: 'batch/v1', kind: 'Job', namespace: 'team', name: 'train' })
  await cluster.seconds(5)
  expect(cluster.pods()).toHaveLength(0)
})
