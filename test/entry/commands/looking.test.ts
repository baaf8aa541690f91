import { expect, test } from 'vitest'
import type { KubeObject } from '../../../src/plan/objects.ts'
import { secretsOf } from '../../../src/run/record.ts'
import { managedCluster } from '../../manage/cluster.ts'
import { aDeployment, aService } from '../../manage/objects.ts'
import { commandLine } from '../manage-words.ts'

const aPod = (
  name: string,
  stage: string,
  over: { readonly labels?: Record<string, string>; readonly at?: string } = {},
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'ml',
    labels: over.labels ?? { 'bodywork.dev/pipeline': 'iris', 'bodywork.dev/stage': stage },
  },
  status: {
    initContainerStatuses: [{ name: 'setup', state: { terminated: { exitCode: 0 } } }],
    containerStatuses: [{ name: 'bodywork', state: { running: {} } }],
  },
})
const anEvent = (kind: string, name: string, reason: string, type = 'Warning'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: `${name}.${reason}`, namespace: 'ml' },
  involvedObject: { kind, name },
  type,
  reason,
  message: `${reason} of ${name}`,
  lastTimestamp: '1970-01-01T00:00:00Z',
})
const logging = (objects: readonly KubeObject[]) => {
  const cluster = managedCluster(objects)
  return {
    ...cluster,
    async *logs({ pod, container, tailLines }: { pod: string; container: string; tailLines?: number }) {
      for (const text of ['one', 'two ##[error]x'].slice(tailLines === undefined ? 0 : -tailLines))
        yield { time: '2026-01-01T00:00:00.1Z', text: `${pod} ${container} ${text}` }
    },
  }
}
const record = (status: 'deployed' | 'rolled-back' | 'rollback-failed') =>
  secretsOf({
    formatVersion: 1,
    revision: 3,
    status,
    pipeline: 'iris',
    namespace: 'ml',
    runId: 'ci-7',
    attempt: 1,
    commit: 'abc1234def5678',
    branch: 'main',
    actor: 'ada',
    configHash: 'x',
    startedAt: 0,
    finishedAt: 90_000,
    namespaceCreated: false,
    objects: [],
    stages: { train: { outcome: 'succeeded', outputs: {} } },
  })

test('logs of a pipeline come from all its pods, each line with its pod', async () => {
  const run = commandLine(logging([aDeployment(), aPod('serve-1', 'serve'), aPod('train-1', 'train')]))
  const told = await run('logs iris --tail 1')
  expect(told.out.split('\n').sort()).toEqual([
    '',
    '[serve-1/bodywork] serve-1 bodywork two # #[error]x',
    '[train-1/bodywork] train-1 bodywork two # #[error]x',
  ])
})

test.each([
  ['logs iris train', 0, 'train-1 bodywork one'],
  ['logs iris train --timestamps', 0, '2026-01-01T00:00:00.1Z train-1'],
  [
    'logs iris train --format json',
    0,
    '{"namespace":"ml","pod":"train-1","container":"bodywork","stage":"train","time"',
  ],
  ['logs iris tarin', 1, 'Did you mean "train"?'],
  ['logs irsi', 1, 'Did you mean "iris"?'],
  ['logs iris --since soon', 2, 'Write a duration'],
])('"%s" exits %i with %s', async (line, code, words) => {
  const run = commandLine(logging([aDeployment(), aPod('serve-1', 'serve'), aPod('train-1', 'train')]))
  const told = await run(line)
  expect(told.out + told.err).toContain(words)
  expect(told.code).toBe(code)
})

test('following takes up pods that begin later, and ends with the signal', async () => {
  const cluster = logging([aDeployment(), aPod('serve-1', 'serve')])
  const stop = new AbortController()
  const lines: string[] = []
  const stdout = (text: string) => {
    lines.push(text)
    if (lines.length === 2) cluster.put(aPod('serve-2', 'serve'))
    if (lines.length === 4) stop.abort()
  }
  const told = await commandLine(cluster)('logs iris --follow', { signal: stop.signal, stdout })
  expect(told.code).toBe(130)
  expect(lines.map((line) => line.slice(0, 10))).toEqual(['[serve-1/b', '[serve-1/b', '[serve-2/b', '[serve-2/b'])
})

test('pods of a Job of an earlier release are found by the name of the Job', async () => {
  const pod = aPod('train-x', 'train', { labels: { 'job-name': 'train' } })
  const told = await commandLine(logging([aDeployment({ madeBy: '3.x' }), pod]))('logs iris train')
  expect(told.out).toContain('train-x bodywork one')
})

test('events are those of the pipeline’s objects and of what they made', async () => {
  const objects = [
    aDeployment(),
    anEvent('Pod', 'serve-7ff-abc', 'BackOff'),
    anEvent('Deployment', 'serve', 'ScalingReplicaSet', 'Normal'),
    anEvent('Pod', 'server-1', 'BackOff'),
  ]
  const run = commandLine(managedCluster(objects))
  expect((await run('get events iris -o name')).out).toBe('event/pod/serve-7ff-abc\nevent/deployment/serve\n')
  expect((await run('get events iris --warnings -o name')).out).toBe('event/pod/serve-7ff-abc\n')
})

test.each([
  ['deployed', 0, 'iris in ml: healthy'],
  ['rolled-back', 0, 'revision 3 rolled-back, commit abc1234def56 of main by ada'],
  ['rollback-failed', 1, 'problem: the last run (revision 3) ended as rollback-failed'],
] as const)('status after a run that was %s exits %i', async (status, code, words) => {
  const told = await commandLine(managedCluster([aDeployment(), aService(), ...record(status)]))('status iris')
  expect(told.out).toContain(words)
  expect(told.out).toContain('stages: train succeeded')
  expect(told.code).toBe(code)
})

test('a service that is down makes the status unhealthy', async () => {
  const run = commandLine(managedCluster([aDeployment({ status: { observedGeneration: 1 } })]))
  const told = await run('status iris')
  expect(told.code).toBe(1)
  expect(told.out).toContain('iris in ml: not healthy\n')
  expect((await run('status iris --format json')).out).toContain('"isHealthy": false')
})

test('open prints the ways to a service', async () => {
  const told = await commandLine(managedCluster([aDeployment(), aService()]))('open iris')
  expect(told).toEqual({
    code: 0,
    err: '',
    out: 'in cluster  http://serve.ml.svc.cluster.local:5000\nkubectl proxy, then http://localhost:8001/api/v1/namespaces/ml/services/serve/proxy/\n',
  })
})
