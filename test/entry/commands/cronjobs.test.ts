import { expect, test } from 'vitest'
import { field, type KubeObject } from '../../../src/plan/objects.ts'
import { secretsOf } from '../../../src/run/record.ts'
import { managedCluster } from '../../manage/cluster.ts'
import { commandLine } from '../manage-words.ts'

const namespace = 'bodywork-deployment-jobs'
const url = 'https://git.example/iris'
const words = (line: string) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '')
const earlier: KubeObject = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'old', namespace, labels: { app: 'bodywork' } },
  spec: {
    schedule: '0 * * * *',
    successfulJobsHistoryLimit: 3,
    jobTemplate: {
      spec: {
        backoffLimit: 2,
        template: {
          spec: { containers: [{ image: 'bodyworkml/bodywork-core:3.0.12', args: [url, '--branch=dev'] }] },
        },
      },
    },
  },
}
const foreign = { ...earlier, metadata: { name: 'theirs', namespace } }
const container = (cronJob: KubeObject | undefined) =>
  field(cronJob, 'spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers', 0)

test('a schedule is made with everything it needs, and said in words', async () => {
  const cluster = managedCluster()
  const run = commandLine(cluster)
  const told = await run(
    words(`create cronjob ${url} --name iris --schedule "30 2 * * 1-5" --time-zone Europe/London --group prod`),
  )
  expect(told.out).toMatch(
    /^created cronjob iris: runs at 02:30 from Monday to Friday \(Europe\/London\)\nnext:\n( {2}.*02:30\n){5}$/,
  )
  const [cronJob] = cluster.objects('CronJob')
  expect(cronJob?.metadata).toMatchObject({ name: 'iris', namespace, labels: { 'bodywork.dev/cronjob': 'iris' } })
  expect(cronJob?.['spec']).toMatchObject({ timeZone: 'Europe/London', concurrencyPolicy: 'Forbid' })
  expect(container(cronJob)).toMatchObject({ args: ['deploy', url, '--wait-lock=10m'] })
  expect(JSON.stringify(container(cronJob))).toContain(
    '"name":"prod-git-token","key":"BODYWORK_GIT_TOKEN","optional":true',
  )
  expect(cluster.objects('ClusterRoleBinding')).toHaveLength(1)
})

test('an hour full of minutes is doubted', async () => {
  const told = await commandLine(managedCluster())(words(`create cronjob ${url} --name iris --schedule "* 0 * * *"`))
  expect(told.err).toContain('it runs every minute from 00:00 to 00:59; once an hour is "0 * * * *"')
  expect(told.code).toBe(0)
})

test('an update changes what it names and keeps the rest, also of earlier releases', async () => {
  const cluster = managedCluster([earlier])
  const told = await commandLine(cluster)(words('update cronjob --name old --schedule @daily --image i:1'))
  expect(told.code).toBe(0)
  const [cronJob] = cluster.objects('CronJob')
  expect(cronJob?.['spec']).toMatchObject({
    schedule: '@daily',
    successfulJobsHistoryLimit: 3,
    suspend: false,
    jobTemplate: { spec: { backoffLimit: 2 } },
  })
  expect(container(cronJob)).toMatchObject({ image: 'i:1', args: ['deploy', url, '--branch=dev', '--wait-lock=10m'] })
})

test('schedules are suspended, resumed, fired and deleted', async () => {
  const cluster = managedCluster([earlier])
  const run = commandLine(cluster)
  expect((await run('suspend cronjob old')).out).toBe('suspended cronjob old\n')
  expect(field(cluster.objects('CronJob')[0], 'spec', 'suspend')).toBe(true)
  expect((await run('get cronjobs --no-headers')).out).toMatch(/^old +0 \* \* \* \* +- +yes +0 +- +- +https/)
  expect((await run('resume cronjob old')).code).toBe(0)
  const fired = await run('run now old')
  expect(fired.out).toMatch(/^started old-now-\w+; see bodywork get cronjob old --logs old-now-\w+\n$/)
  expect(cluster.objects('Job')[0]?.metadata['ownerReferences']).toMatchObject([{ kind: 'CronJob', name: 'old' }])
  expect((await run('delete cronjob old')).out).toBe('deleted cronjob old\n')
  expect(cluster.objects('CronJob')).toEqual([])
})

test('one schedule is shown in full, with the next five times', async () => {
  const told = await commandLine(managedCluster([earlier]))('get cronjob old')
  expect(told.out).toMatch(/branch +dev\n/)
  expect(told.out).toMatch(/runs every hour .*\nnext:\n( {2}.+\n){5}$/)
})

test('the history is that of Jobs, and of records once those are gone', async () => {
  const job = (name: string, type: string): KubeObject => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace, labels: { 'bodywork.dev/cronjob': 'old' } },
    status: {
      startTime: '2026-01-02T00:00:00Z',
      conditions: [{ type, status: 'True', message: 'too often', lastTransitionTime: '2026-01-02T00:01:00Z' }],
    },
  })
  const record = (runId: string, revision: number) =>
    secretsOf({
      formatVersion: 1,
      revision,
      status: 'deployed',
      pipeline: 'iris',
      namespace: 'ml',
      runId,
      attempt: 1,
      commit: 'abc1234def',
      actor: 'cronjob/old',
      configHash: 'x',
      startedAt: 0,
      finishedAt: 90_000,
      namespaceCreated: false,
      objects: [],
      stages: {},
    })
  const cluster = managedCluster([
    earlier,
    job('old-2', 'Failed'),
    job('old-3', 'Complete'),
    ...record('old-3', 2),
    ...record('old-1', 1),
  ])
  const told = await commandLine(cluster)('get cronjob old --history --no-headers')
  const rows = told.out
    .trim()
    .split('\n')
    .map((row) =>
      row
        .split(/ {2,}/)
        .filter((_, at) => at !== 2)
        .join(' '),
    )
  expect(rows.sort()).toEqual([
    'old-1 succeeded 1 min 30 s iris ml 1 deployed abc1234',
    'old-2 failed 1 min - - - - -',
    'old-3 succeeded 1 min iris ml 2 deployed abc1234',
  ])
})

test('the key for git goes into the group', async () => {
  const cluster = managedCluster()
  const told = await commandLine(cluster)(
    words(`create cronjob git@git.example:iris --name iris --schedule @daily --ssh package.json`),
  )
  expect(told.code).toBe(0)
  expect(cluster.objects('Secret')[0]?.metadata.name).toBe('iris-ssh-git-private-key')
})

test.each([
  [`create cronjob ${url} --name old --schedule @daily`, 1, 'there is already a cronjob "old"'],
  [`create cronjob ${url} --name iris`, 2, '--schedule is missing'],
  [`create cronjob ${url} --schedule @daily`, 2, '--name is missing'],
  [`create cronjob ${url} --name Iris --schedule @daily`, 2, 'cannot be the name of a cronjob'],
  [`create cronjob ${url} --name iris --schedule "0 0 * * 7"`, 2, 'Sunday is 0.'],
  [`create cronjob ${url} --name iris --schedule @daily --time-zone Mars`, 2, 'there is no time zone "Mars"'],
  [`create cronjob ${url} --name iris --schedule @daily --retries 1.5`, 2, '--retries cannot be 1.5'],
  ['create cronjob ./here --name iris --schedule @daily', 2, 'cannot be cloned'],
  ['update cronjob --name odl --schedule @daily', 1, 'Did you mean "old"?'],
  ['get cronjob odl', 1, 'Did you mean "old"?'],
  ['get cronjob odl --history', 1, 'Did you mean "old"?'],
  ['get cronjob old --history --logs x', 2, 'exclude each other'],
  ['delete cronjob odl', 1, 'Did you mean "old"?'],
  ['delete cronjob theirs', 3, 'was not made by bodywork'],
  ['suspend cronjob', 2, 'the name of the cronjob is missing'],
])('%s exits %i and says why', async (line, code, expected) => {
  const cluster = managedCluster([earlier, foreign])
  const told = await commandLine(cluster)(words(line))
  expect(told.err).toContain(expected)
  expect(told.code).toBe(code)
  expect(cluster.objects('CronJob')).toHaveLength(2)
})

test('the cluster is prepared once; again changes no namespace', async () => {
  const cluster = managedCluster()
  const run = commandLine(cluster)
  const first = await run('configure-cluster')
  expect(first.out.split('\n')[0]).toBe('created Namespace bodywork-deployment-jobs')
  expect((await run('setup-namespace pipelines')).out).toContain('created Namespace pipelines')
  expect((await run('configure-cluster')).out).toContain('unchanged Namespace bodywork-deployment-jobs')
})

test.each(['https://me:t0ken@git.example/iris', 'https://t0ken@git.example/iris'])(
  'a token in the URL %s is refused, and not repeated',
  async (secret) => {
    const cluster = managedCluster()
    const told = await commandLine(cluster)(['create', 'cronjob', secret, '--name', 'iris', '--schedule', '@daily'])
    expect(told.code).toBe(2)
    expect(told.err).toContain('git-token')
    expect(told.err + told.out).not.toContain('t0ken')
    expect(cluster.objects('CronJob')).toEqual([])
  },
)
