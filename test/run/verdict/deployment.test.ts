import { expect, test } from 'vitest'
import type { KubeObject } from '../../../src/plan/objects.ts'
import type { Memory } from '../../../src/run/judgement.ts'
import { deploymentOf, eventOn, inState, judgeAt, live, podOf, worldOf } from './scene.ts'

const probed = {
  containers: [{ name: 'main', image: 'a', readinessProbe: { tcpSocket: { port: 8080 } } }],
  restartPolicy: 'Always',
}
const running = { running: { startedAt: '2026-01-01T00:00:00Z' } }
const readyStatus = {
  ...inState(running, { ready: true, started: true }),
  conditions: [{ type: 'Ready', status: 'True' }],
}
const rolledOut = (count: number) => ({ replicas: count, updatedReplicas: count, availableReplicas: count })
const looping = inState(
  { waiting: { reason: 'CrashLoopBackOff' } },
  { restartCount: 2, lastState: { terminated: { exitCode: 1, reason: 'Error' } } },
)

test('a roll-out is ready when its generation is observed and all its new pods are ready', () => {
  const { deployment, set, subject } = deploymentOf(1, rolledOut(1))
  const pod = podOf(set, 'serve-1-a', readyStatus, probed)
  expect(judgeAt(0, subject, worldOf(deployment, set, pod)).verdict).toEqual({ state: 'ready', ready: 1, wanted: 1 })
  const newer = subject.kind === 'deployment' ? { ...subject, generation: 2 } : subject
  expect(judgeAt(0, newer, worldOf(deployment, set, pod)).verdict.state).toBe('waiting')
})

test('a crash loop fails the roll-out at once when no new pod is ready', () => {
  const { deployment, set, subject } = deploymentOf(2)
  const pods = ['a', 'b'].map((name) => podOf(set, name, looping, probed))
  expect(judgeAt(0, subject, worldOf(deployment, set, ...pods)).verdict).toMatchObject({
    state: 'failed',
    failure: { cause: 'crash' },
  })
})

test('the second crash decides: the third start, ten seconds later, is not waited for', () => {
  const { deployment, set, subject } = deploymentOf(1)
  const crash = { terminated: { exitCode: 3, reason: 'Error' } }
  const after = (restartCount: number, state: unknown) =>
    judgeAt(
      0,
      subject,
      worldOf(deployment, set, podOf(set, 'a', inState(state, { restartCount, lastState: crash }), probed)),
    )
  expect(after(0, crash).verdict.state).toBe('waiting')
  expect(after(1, running).verdict.state).toBe('waiting')
  expect(after(1, crash).verdict).toMatchObject({
    state: 'failed',
    failure: { cause: 'crash', message: expect.stringContaining('restarted once') },
  })
})

test('one crashing pod among ready ones gets the start-up time to recover: its node may be bad', () => {
  const { deployment, set, subject } = deploymentOf(2)
  const world = worldOf(deployment, set, podOf(set, 'a', readyStatus, probed), podOf(set, 'b', looping, probed))
  const first = judgeAt(0, subject, world)
  expect(first.verdict).toMatchObject({ state: 'waiting', suspected: { cause: 'crash' } })
  expect(judgeAt(60_000, subject, world, first.memory).verdict).toMatchObject({ state: 'failed' })
})

test('a service without a readiness probe is watched for ten seconds before it is believed', () => {
  const { deployment, set, subject } = deploymentOf(1, rolledOut(1))
  const behind = subject.kind === 'deployment' ? { ...subject, service: 'serve' } : subject
  const pod = podOf(set, 'a', readyStatus, { ...probed, containers: [{ name: 'main', image: 'a' }] })
  const service = live('Service', 'serve', {
    spec: { selector: { app: 'serve' }, ports: [{ port: 80, targetPort: 8080 }] },
  })
  const slice = live(
    'EndpointSlice',
    'serve-x',
    { endpoints: [{ conditions: { ready: true }, targetRef: { uid: 'uid-Pod-a' } }], ports: [{ port: 8080 }] },
    { labels: { 'kubernetes.io/service-name': 'serve' } },
  )
  const world = worldOf(deployment, set, pod, service, slice)
  const first = judgeAt(0, behind, world)
  expect(first.verdict).toMatchObject({ state: 'waiting', reason: 'settling' })
  expect(judgeAt(10_000, behind, world, first.memory).verdict.state).toBe('ready')
})

test('a new version is not believed while its service still leads to a pod of the former one', () => {
  const { deployment, set, subject } = deploymentOf(1, rolledOut(1))
  const labelled = { ...deployment, spec: { replicas: 1, template: { metadata: { labels: { app: 'serve' } } } } }
  const former = live('ReplicaSet', 'serve-0', {}, { ownerReferences: [{ uid: 'uid-Deployment-serve' }] })
  const service = live('Service', 'serve', { spec: { selector: { app: 'serve' } } })
  const slice = (conditions: object, name = 'serve-0-z') =>
    live(
      'EndpointSlice',
      'serve-x',
      { endpoints: [{ conditions, targetRef: { name } }] },
      { labels: { 'kubernetes.io/service-name': 'serve' } },
    )
  const pod = podOf(set, 'serve-1-a', readyStatus, probed)
  const judged = (ms: number, memory: Memory, ...told: readonly KubeObject[]) =>
    judgeAt(ms, subject, worldOf(labelled, set, former, pod, ...told), memory)
  const first = judged(0, {}, service, slice({ ready: true }))
  expect(first.verdict).toMatchObject({ state: 'waiting', reason: 'former-version' })
  expect(judged(29_000, first.memory, service, slice({ ready: true })).verdict.state).toBe('waiting')
  expect(judged(500, first.memory, service, slice({ ready: false })).verdict.state).toBe('ready')
  expect(judged(500, first.memory, service, slice({ ready: true }, 'serve-1-a')).verdict.state).toBe('ready')
  expect(judged(30_000, first.memory, service, slice({ ready: true })).verdict.state).toBe('ready')
})

test('a service of others, or one that leads to pods which end, is not waited for', () => {
  const { deployment, set, subject } = deploymentOf(1, rolledOut(1))
  const labelled = { ...deployment, spec: { replicas: 1, template: { metadata: { labels: { app: 'serve' } } } } }
  const former = live('ReplicaSet', 'serve-0', {}, { ownerReferences: [{ uid: 'uid-Deployment-serve' }] })
  const slice = live(
    'EndpointSlice',
    'serve-x',
    { endpoints: [{ conditions: { ready: true }, targetRef: { name: 'serve-0-z' } }] },
    { labels: { 'kubernetes.io/service-name': 'serve' } },
  )
  const pod = podOf(set, 'serve-1-a', readyStatus, probed)
  for (const spec of [
    { selector: { app: 'other' } },
    {},
    { selector: { app: 'serve' }, publishNotReadyAddresses: true },
  ]) {
    const world = worldOf(labelled, set, former, pod, live('Service', 'serve', { spec }), slice)
    expect(judgeAt(0, subject, world).verdict.state).toBe('ready')
  }
})

test('a Deployment of the user that a Service sends traffic to is watched as long', () => {
  const { deployment, set, subject } = deploymentOf(1, rolledOut(1))
  const labelled = { ...deployment, spec: { replicas: 1, template: { metadata: { labels: { app: 'serve' } } } } }
  const pod = podOf(set, 'a', readyStatus, { ...probed, containers: [{ name: 'main', image: 'a' }] })
  const service = (app: string) => live('Service', 'any', { spec: { selector: { app } } })
  const after = (ms: number, app: string) => {
    const world = worldOf(labelled, set, pod, service(app))
    const { ref, uid } = subject
    const object = { kind: 'object' as const, ref, uid, generation: 1 }
    return judgeAt(ms, object, world, judgeAt(0, object, world).memory).verdict.state
  }
  expect(after(5000, 'serve')).toBe('waiting')
  expect(after(10_000, 'serve')).toBe('ready')
  expect(after(5000, 'other')).toBe('ready')
})

test('kills by a probe long ago do not fail a service that has run well since', () => {
  const { deployment, set, subject } = deploymentOf(1, rolledOut(1))
  const pod = podOf(
    set,
    'a',
    {
      ...readyStatus,
      ...inState(running, { ready: true, started: true, restartCount: 5 }),
      conditions: [{ type: 'Ready', status: 'True' }],
    },
    probed,
  )
  const world = worldOf(
    deployment,
    set,
    pod,
    eventOn(pod, 'Killing', 'Container main failed liveness probe, will be restarted'),
  )
  expect(judgeAt(1_000, subject, world).verdict.state).toBe('failed')
  expect(judgeAt(3_600_000, subject, world).verdict.state).toBe('ready')
})

test('a startup probe that allows the whole start-up time and kills then has decided', () => {
  const startupProbe = { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 2, timeoutSeconds: 5 }
  const verdictAt = (ms: number, failureThreshold: number, isKilled: boolean) => {
    const { deployment, set, subject } = deploymentOf(1)
    const spec = {
      ...probed,
      containers: [{ name: 'main', image: 'a', startupProbe: { ...startupProbe, failureThreshold } }],
    }
    const pod = podOf(set, 'a', inState(running), spec)
    const told = eventOn(pod, 'Unhealthy', 'Startup probe failed: HTTP probe failed with statuscode: 404')
    const kill = eventOn(pod, 'Killing', 'Container main failed startup probe, will be restarted')
    const short = subject.kind === 'deployment' ? { ...subject, startupTimeoutSeconds: 10 } : subject
    const first = judgeAt(0, short, worldOf(deployment, set, pod, told))
    return judgeAt(ms, short, worldOf(deployment, set, pod, told, ...(isKilled ? [kill] : [])), first.memory).verdict
  }
  const failed = { state: 'failed', failure: { cause: 'probe-http' } }
  expect(verdictAt(8_000, 5, false).state).toBe('waiting')
  expect(verdictAt(8_000, 5, true)).toMatchObject(failed)
  expect(verdictAt(8_000, 3, true).state).toBe('waiting')
  expect(verdictAt(10_000, 5, false)).toMatchObject(failed)
})

test('the second kill by a probe decides, before the container has ended of it', () => {
  const { deployment, set, subject } = deploymentOf(1)
  const status = inState(running, { ready: true, started: true, restartCount: 1 })
  const pod = podOf(set, 'a', status, probed)
  const kill = eventOn(pod, 'Killing', 'Container main failed liveness probe, will be restarted')
  const killed = (count: number) => judgeAt(0, subject, worldOf(deployment, set, pod, { ...kill, count })).verdict
  expect(killed(1).state).toBe('waiting')
  expect(killed(2)).toMatchObject({
    state: 'failed',
    failure: { cause: 'probe-liveness', message: expect.stringContaining('killed 2 times') },
  })
})

test('a thousand ready pods are judged by their owner, not one against the other', () => {
  const { deployment, set, subject } = deploymentOf(1000, rolledOut(1000))
  const pods = Array.from({ length: 1000 }, (_, index) => podOf(set, `p${index}`, readyStatus, probed))
  let reads = 0
  const objects = worldOf(deployment, set, ...pods)
  const counted = {
    of: (kind: string) => {
      reads += 1
      return objects.of(kind)
    },
  }
  expect(judgeAt(0, subject, counted).verdict).toEqual({ state: 'ready', ready: 1000, wanted: 1000 })
  expect(reads).toBeLessThan(10)
})
