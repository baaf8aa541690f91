import { describe, expect, test } from 'vitest'
import { job, type Task } from './builders.ts'
import type { WatchLine } from './client.ts'
import { contract } from './target.ts'

const target = contract()
const jobs = (name?: string) => target.of('batch/v1/jobs', name)

// biome-ignore lint/suspicious/noExplicitAny: checks reach into objects of every kind
const conditions = (object: any): readonly string[] =>
  (object.status?.conditions ?? [])
    .filter((item: { status: string }) => item.status === 'True')
    .map((item: { type: string; reason: string }) => `${item.type} ${item.reason}`)
const isOver = ({ object }: WatchLine) => /"(Complete|Failed)","status":"True"/.test(JSON.stringify(object.status))

/** Runs a Job to its end; all its statuses, and the pods it left. */
async function ran(name: string, task: Task, spec: object = {}, pod: Readonly<Record<string, unknown>> = {}) {
  const watch = await target.client.watch(
    `${jobs()}?watch=true&timeoutSeconds=90&fieldSelector=metadata.name%3D${name}`,
  )
  const made = await target.client.post(jobs(), job(name, task, spec, pod))
  expect(made.status).toBe(201)
  const { object } = await watch.until(isOver, `the end of ${name}`)
  watch.close()
  const { body } = await target.client.get(
    `${target.of('pods')}?labelSelector=batch.kubernetes.io%2Fjob-name%3D${name}`,
  )
  return { made: made.body, job: object, steps: watch.lines.map((line) => line.object), pods: body.items }
}

describe.concurrent('a Job', () => {
  test('is made with defaults, a selector of its own, and labels on its pods', async () => {
    const { made } = await ran('defaults', {})
    expect(made.spec).toMatchObject({ completions: 1, parallelism: 1, completionMode: 'NonIndexed', suspend: false })
    const uid = made.metadata.uid
    expect(made.spec.selector).toEqual({ matchLabels: { 'batch.kubernetes.io/controller-uid': uid } })
    expect(made.spec.template.metadata.labels).toEqual({
      'batch.kubernetes.io/controller-uid': uid,
      'batch.kubernetes.io/job-name': 'defaults',
      'controller-uid': uid,
      'job-name': 'defaults',
    })
  })

  test('that succeeds meets its criteria before it is complete', async () => {
    const { job: done, steps, pods } = await ran('good', { seconds: 1 })
    expect(conditions(done)).toEqual(['SuccessCriteriaMet CompletionsReached', 'Complete CompletionsReached'])
    expect(done.status).toMatchObject({ succeeded: 1, ready: 0, terminating: 0, uncountedTerminatedPods: {} })
    expect(done.status).not.toHaveProperty('active')
    expect(done.status.completionTime).toBeDefined()
    const interim = steps.find((step) => conditions(step).length === 1)
    expect(interim?.status.uncountedTerminatedPods.succeeded).toEqual([pods[0].metadata.uid])
  })

  test('counts its pod as active, then as ready, then as succeeded', async () => {
    const { steps } = await ran('counts', { seconds: 3 })
    const counts = steps.map(({ status }) => [status.active ?? 0, status.ready ?? 0, status.succeeded ?? 0].join())
    const order = ['1,0,0', '1,1,0', '0,0,1'].map((count) => counts.indexOf(count))
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  test('holds its pod by a finalizer until it is counted', async () => {
    const { pods } = await ran('finalizer', {})
    expect(pods[0].metadata.finalizers).toBeUndefined()
    expect(pods[0].metadata.ownerReferences).toMatchObject([
      { kind: 'Job', name: 'finalizer', controller: true, blockOwnerDeletion: true },
    ])
    expect(pods[0].metadata.name).toMatch(/^finalizer-[a-z0-9]{5}$/)
  })

  test('that fails has FailureTarget before Failed, with the same words', async () => {
    const { job: done, steps, pods } = await ran('bad', { exit: 3 })
    expect(conditions(done)).toEqual(['FailureTarget BackoffLimitExceeded', 'Failed BackoffLimitExceeded'])
    expect(done.status.conditions.map((item: { message: string }) => item.message)).toEqual([
      'Job has reached the specified backoff limit',
      'Job has reached the specified backoff limit',
    ])
    expect(done.status).toMatchObject({ failed: 1, ready: 0, terminating: 0 })
    expect(done.status).not.toHaveProperty('completionTime')
    expect(steps.map(conditions).map((list) => list.length)).toContain(1)
    expect(pods[0].status.phase).toBe('Failed')
  })

  test('tries again ten seconds after a failure', async () => {
    const { job: done, pods } = await ran('again', { exit: 1 }, { backoffLimit: 1 })
    expect(done.status.failed).toBe(2)
    const times = pods
      .map((item: { metadata: { creationTimestamp: string } }) => Date.parse(item.metadata.creationTimestamp))
      .sort()
    expect(times[1] - times[0]).toBeGreaterThanOrEqual(9000)
    expect(times[1] - times[0]).toBeLessThanOrEqual(20_000)
  })

  test('with restartPolicy OnFailure counts restarts and deletes its pod', async () => {
    const { job: done } = await ran('restarts', { exit: 1 }, { backoffLimit: 1 }, { restartPolicy: 'OnFailure' })
    expect(conditions(done)).toContain('Failed BackoffLimitExceeded')
  })

  test('of three completions runs two side by side', async () => {
    const { job: done, steps, pods } = await ran('three', { seconds: 1 }, { completions: 3, parallelism: 2 })
    expect(done.status.succeeded).toBe(3)
    expect(Math.max(...steps.map(({ status }) => status.active ?? 0))).toBe(2)
    expect(pods).toHaveLength(3)
  })

  test('that is Indexed numbers its pods and lists the indexes', async () => {
    const { job: done, pods } = await ran('indexed', {}, { completions: 3, parallelism: 3, completionMode: 'Indexed' })
    expect(done.status).toMatchObject({ succeeded: 3, completedIndexes: '0-2' })
    const indexes = pods.map(
      (item: { metadata: { annotations: Record<string, string> } }) =>
        item.metadata.annotations['batch.kubernetes.io/job-completion-index'],
    )
    expect(indexes.sort()).toEqual(['0', '1', '2'])
    const [first] = pods
    expect(first.spec.hostname).toMatch(/^indexed-\d$/)
    expect(first.metadata.name).toMatch(/^indexed-\d-[a-z0-9]{5}$/)
    expect(first.metadata.labels['batch.kubernetes.io/job-completion-index']).toMatch(/^\d$/)
    expect(first.spec.containers[0].env).toMatchObject([{ name: 'JOB_COMPLETION_INDEX' }])
  })

  test('whose indexes fail past their limit is failed at the end', async () => {
    const spec = {
      completions: 2,
      parallelism: 2,
      completionMode: 'Indexed',
      backoffLimit: undefined,
      backoffLimitPerIndex: 0,
    }
    const { job: done } = await ran('indexes', { exit: 1 }, spec)
    expect(done.status).toMatchObject({ failedIndexes: '0,1', failed: 2 })
    expect(conditions(done)).toContain('Failed FailedIndexes')
  })

  test('ends at once by a failure policy that says so', async () => {
    const rules = [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [42] } }]
    const { job: done, pods } = await ran('policy', { exit: 42 }, { backoffLimit: 6, podFailurePolicy: { rules } })
    const name = pods[0].metadata.name
    expect(conditions(done)).toEqual(['FailureTarget PodFailurePolicy', 'Failed PodFailurePolicy'])
    expect(done.status.conditions[1].message).toBe(
      `Container main for pod ${target.namespace}/${name} failed with exit code 42 matching FailJob rule at index 0`,
    )
    expect(done.spec.podReplacementPolicy).toBe('Failed')
  })

  test('that takes too long is ended by its deadline', async () => {
    const { job: done, pods } = await ran('deadline', { seconds: 120 }, { activeDeadlineSeconds: 3 })
    expect(conditions(done)).toEqual(['FailureTarget DeadlineExceeded', 'Failed DeadlineExceeded'])
    expect(done.status.conditions[0].message).toBe('Job was active longer than specified deadline')
    // The pod is gone, or on its way.
    for (const { metadata } of pods) expect(metadata.deletionTimestamp).toBeDefined()
  })

  test('says what it did by events', async () => {
    const { pods } = await ran('events', {})
    const { body } = await target.client.get(
      `${target.of('events')}?fieldSelector=involvedObject.kind%3DJob,involvedObject.name%3Devents`,
    )
    const events = body.items.map(
      (item: { reason: string; message: string; type: string }) => `${item.type} ${item.reason} ${item.message}`,
    )
    expect(events).toContain(`Normal SuccessfulCreate Created pod: ${pods[0].metadata.name}`)
    const watch = await target.client.watch(
      `${target.of('events')}?watch=true&timeoutSeconds=30&fieldSelector=involvedObject.name%3Devents`,
    )
    const line = await watch.until(({ object }) => object.reason === 'Completed')
    watch.close()
    expect(line.object).toMatchObject({ message: 'Job completed', source: { component: 'job-controller' }, count: 1 })
  })

  test('goes with its pods when its time to live is over', async () => {
    const watch = await target.client.watch(
      `${jobs()}?watch=true&timeoutSeconds=90&fieldSelector=metadata.name%3Dshort`,
    )
    await target.client.post(jobs(), job('short', {}, { ttlSecondsAfterFinished: 1 }))
    await watch.until(({ type }) => type === 'DELETED', 'the deletion of the Job')
    watch.close()
    const { body } = await target.client.get(`${target.of('pods')}?labelSelector=job-name%3Dshort`)
    expect(body.items).toEqual([])
  })

  test('that is suspended makes no pod until it is resumed', async () => {
    const watch = await target.client.watch(
      `${jobs()}?watch=true&timeoutSeconds=90&fieldSelector=metadata.name%3Dlater`,
    )
    await target.client.post(jobs(), job('later', {}, { suspend: true }))
    const { object } = await watch.until((line) => conditions(line.object).includes('Suspended JobSuspended'))
    expect(object.status).not.toHaveProperty('startTime')
    await target.client.patch(jobs('later'), 'merge', { spec: { suspend: false } })
    const { object: done } = await watch.until(isOver)
    watch.close()
    expect(done.status.conditions[0]).toMatchObject({
      type: 'Suspended',
      status: 'False',
      reason: 'JobResumed',
      message: 'Job resumed',
    })
    expect(conditions(done)).toContain('Complete CompletionsReached')
  })

  test('by a success policy is complete when the index that matters is done', async () => {
    const spec = {
      completions: 2,
      parallelism: 2,
      completionMode: 'Indexed',
      successPolicy: { rules: [{ succeededCount: 1 }] },
    }
    const { job: done } = await ran('leader', {}, spec)
    expect(conditions(done)).toEqual(['SuccessCriteriaMet SuccessPolicy', 'Complete SuccessPolicy'])
  })

  test('without completions is done when one pod has succeeded and none runs', async () => {
    const { job: done } = await ran('queue', {}, { parallelism: 2, completions: undefined })
    expect(done.status.succeeded).toBe(2)
    expect(conditions(done)).toContain('Complete CompletionsReached')
  })

  test('that is deleted takes its pods along, in the background', async () => {
    await target.client.post(jobs(), job('doomed', { seconds: 120 }))
    const watch = await target.client.watch(
      `${target.of('pods')}?watch=true&timeoutSeconds=90&labelSelector=job-name%3Ddoomed`,
    )
    await watch.until(({ object }) => object.status.phase === 'Running')
    await target.client.delete(jobs('doomed'), { propagationPolicy: 'Background' })
    await watch.until(({ type }) => type === 'DELETED')
    watch.close()
    expect((await target.client.get(jobs('doomed'))).status).toBe(404)
  })

  test('that is over may be deleted and made again under the same name', async () => {
    const first = await ran('reborn', {})
    await target.client.delete(jobs('reborn'), { propagationPolicy: 'Foreground' })
    const gone = await target.client.watch(
      `${jobs()}?watch=true&timeoutSeconds=90&fieldSelector=metadata.name%3Dreborn`,
    )
    if ((await target.client.get(jobs('reborn'))).status === 200) await gone.until(({ type }) => type === 'DELETED')
    gone.close()
    const second = await ran('reborn', {})
    expect(second.job.metadata.uid).not.toBe(first.job.metadata.uid)
  })
})

describe.concurrent('a CronJob', () => {
  const cron = (name: string, spec: object = {}) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name },
    spec: { schedule: '* * * * *', jobTemplate: { spec: job('x', { seconds: 1 }).spec }, ...spec },
  })

  test('is made with defaults', async () => {
    const { body } = await target.client.post(target.of('batch/v1/cronjobs'), cron('defaults', { suspend: true }))
    expect(body.spec).toMatchObject({
      concurrencyPolicy: 'Allow',
      suspend: true,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    })
  })

  test('makes a Job within the minute, named for it and owned by it', async () => {
    const watch = await target.client.watch(`${jobs()}?watch=true&timeoutSeconds=120`)
    await target.client.post(target.of('batch/v1/cronjobs'), cron('minutely'))
    const { object } = await watch.until((line) => line.object.metadata.name.startsWith('minutely-'), 'a Job', 90_000)
    watch.close()
    expect(object.metadata.name).toMatch(/^minutely-\d{8}$/)
    expect(object.metadata.ownerReferences).toMatchObject([{ kind: 'CronJob', name: 'minutely', controller: true }])
    expect(object.metadata.annotations['batch.kubernetes.io/cronjob-scheduled-timestamp']).toMatch(/:00Z$/)
    await target.client.delete(target.of('batch/v1/cronjobs', 'minutely'))
  })
})
