import { expect, test } from 'vitest'
import { at, textAt } from '../../../../src/local/api/json.ts'
import { schedulerController } from '../../../../src/local/controllers/scheduler/scheduler.ts'
import { BEHAVIOUR, type PodBehaviour } from '../../../../src/local/node/simulated/behaviour.ts'
import { podObject, type TestCluster, testCluster, trueConditions } from '../../../builders-local.ts'

async function runningPod(behaviour: PodBehaviour, spec: Readonly<Record<string, unknown>> = {}) {
  const cluster = await testCluster([schedulerController], behaviour)
  cluster.store.create(podObject(spec))
  return cluster
}

const statusOf = (cluster: TestCluster) => cluster.get('Pod', 'one')['status']
const stateOf = (cluster: TestCluster) => at(statusOf(cluster), 'containerStatuses', 0, 'state')

/** The pod's statuses over time, without repetition: phase and state of the container. */
function steps(cluster: TestCluster): readonly string[] {
  return cluster.store.history
    .filter(({ object }) => object.kind === 'Pod')
    .map(({ object }) => {
      const state = Object.entries(at(object, 'status', 'containerStatuses', 0, 'state') ?? {})[0]
      const reason = textAt(state?.[1], 'reason')
      return [textAt(object, 'status', 'phase'), state?.[0] ?? '', reason].filter(Boolean).join(' ')
    })
    .filter((step, index, all) => step !== all[index - 1])
}

test('a pod that ends well passes through the states of a real kubelet: terminated first, Succeeded 1.1 s later', async () => {
  const cluster = await runningPod({ runMs: 2000 })
  await cluster.seconds(10)
  expect(steps(cluster)).toEqual([
    'Pending',
    'Pending waiting ContainerCreating',
    'Running running',
    'Running terminated Completed',
    'Succeeded terminated Completed',
  ])
  expect(cluster.events()).toEqual([
    'Successfully assigned team/one to local',
    'Container image "model:1" already present on machine and can be accessed by the pod',
    'Container created',
    'Container started',
  ])
  expect(at(statusOf(cluster), 'conditions')).toMatchObject([
    { type: 'PodReadyToStartContainers', status: 'False' },
    { type: 'Initialized', status: 'True', reason: 'PodCompleted' },
    { type: 'Ready', status: 'False', reason: 'PodCompleted' },
    { type: 'ContainersReady', status: 'False', reason: 'PodCompleted' },
    { type: 'PodScheduled', status: 'True' },
  ])
})

test('a failing container ends with its code, its message and phase Failed', async () => {
  const cluster = await runningPod({ runMs: 100, exitCode: 3, terminationMessage: 'no data' })
  await cluster.seconds(5)
  expect(textAt(statusOf(cluster), 'phase')).toBe('Failed')
  expect(stateOf(cluster)).toMatchObject({ terminated: { exitCode: 3, reason: 'Error', message: 'no data' } })
})

test('a container that runs out of memory is OOMKilled with 137', async () => {
  const cluster = await runningPod({ runMs: 100, isOutOfMemory: true })
  await cluster.seconds(5)
  expect(stateOf(cluster)).toMatchObject({ terminated: { exitCode: 137, reason: 'OOMKilled' } })
})

test('a crash loop restarts at once, then after 10, 20 and 40 seconds', async () => {
  const cluster = await runningPod({ runMs: 0, exitCode: 1 }, { restartPolicy: 'Always' })
  const restarts = []
  for (const seconds of [1, 2, 12, 22, 42]) {
    await cluster.seconds(seconds)
    restarts.push(at(statusOf(cluster), 'containerStatuses', 0, 'restartCount'))
  }
  expect(restarts).toEqual([0, 1, 2, 3, 4])
  expect(stateOf(cluster)).toMatchObject({ waiting: { reason: 'CrashLoopBackOff' } })
  expect(textAt(stateOf(cluster), 'waiting', 'message')).toMatch(
    /^back-off 1m20s restarting failed container=main pod=one_team\(/,
  )
  expect(at(statusOf(cluster), 'containerStatuses', 0, 'lastState')).toMatchObject({ terminated: { exitCode: 1 } })
})

test('a later run may do better: one crash, then it serves', async () => {
  const cluster = await runningPod(
    { runMs: 100, exitCode: 1, later: [{ runMs: 600_000 }] },
    { restartPolicy: 'Always' },
  )
  await cluster.seconds(10)
  expect(trueConditions(cluster.get('Pod', 'one'))).toContain('Ready')
  expect(at(statusOf(cluster), 'containerStatuses', 0, 'restartCount')).toBe(1)
})

test('an image that cannot be had is ErrImagePull first and ImagePullBackOff 12 seconds later, with its cause', async () => {
  const cluster = await runningPod({ pullError: 'rpc error: code = NotFound desc = model:1: not found' })
  await cluster.seconds(2)
  expect(stateOf(cluster)).toMatchObject({
    waiting: { reason: 'ErrImagePull', message: expect.stringContaining('not found') },
  })
  await cluster.seconds(11.5)
  expect(stateOf(cluster)).toMatchObject({
    waiting: {
      reason: 'ImagePullBackOff',
      message: expect.stringMatching(/^Back-off pulling image "model:1": ErrImagePull: /),
    },
  })
  expect(cluster.events('Failed')).toContain('Error: ErrImagePull')
})

test('an image that comes at the second try lets the pod run', async () => {
  const cluster = await runningPod({ pullError: '503 Service Unavailable', pullFailures: 1 })
  await cluster.seconds(30)
  expect(textAt(statusOf(cluster), 'phase')).toBe('Succeeded')
})

test('a slow pull shows as Pulling and Pulled', async () => {
  const cluster = await runningPod({ pullMs: 20_000 })
  await cluster.seconds(15)
  expect(stateOf(cluster)).toMatchObject({ waiting: { reason: 'ContainerCreating' } })
  await cluster.seconds(15)
  expect(cluster.events('Pulled')[0]).toContain('Successfully pulled image "model:1" in 20000ms')
})

test('a Secret that is really missing keeps the container from being made, until it is there', async () => {
  const env = [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }]
  const cluster = await runningPod({}, { containers: [{ name: 'main', image: 'model:1', env }] })
  await cluster.seconds(2)
  expect(stateOf(cluster)).toEqual({
    waiting: { reason: 'CreateContainerConfigError', message: 'secret "db" not found' },
  })
  const metadata = { name: 'db', namespace: 'team' }
  const secret = cluster.store.create({ apiVersion: 'v1', kind: 'Secret', metadata, data: {} })
  await cluster.seconds(12)
  expect(stateOf(cluster)).toMatchObject({ waiting: { message: "couldn't find key password in Secret team/db" } })
  cluster.store.update({ ...secret, data: { password: 'eA==' } })
  await cluster.seconds(20)
  expect(textAt(statusOf(cluster), 'phase')).toBe('Succeeded')
})

test('a missing volume is told by events alone, while the container goes on being created', async () => {
  const cluster = await runningPod(
    {},
    {
      volumes: [
        { name: 'd', secret: { secretName: 'tls' } },
        { name: 'unused', secret: { secretName: 'other' } },
      ],
      containers: [{ name: 'main', image: 'model:1', volumeMounts: [{ name: 'd', mountPath: '/d' }] }],
    },
  )
  await cluster.seconds(5)
  expect(stateOf(cluster)).toEqual({ waiting: { reason: 'ContainerCreating' } })
  expect(cluster.events('FailedMount')).toEqual(['MountVolume.SetUp failed for volume "d" : secret "tls" not found'])
})

test('what the runtime cannot start is a StartError with 128', async () => {
  const cluster = await runningPod({ startError: 'exec: "pythn": executable file not found in $PATH' })
  await cluster.seconds(5)
  expect(stateOf(cluster)).toMatchObject({ terminated: { exitCode: 128, reason: 'StartError' } })
  const service = await runningPod({ startError: 'no such file' }, { restartPolicy: 'Always' })
  await service.seconds(1)
  expect(stateOf(service)).toMatchObject({ waiting: { reason: 'RunContainerError' } })
})

test('readiness comes late or never', async () => {
  const late = await runningPod({ readyMs: 5000 }, { restartPolicy: 'Always' })
  await late.seconds(4)
  expect(trueConditions(late.get('Pod', 'one'))).not.toContain('Ready')
  await late.seconds(4)
  expect(trueConditions(late.get('Pod', 'one'))).toContain('Ready')
  const never = await runningPod({ readyMs: 'never' }, { restartPolicy: 'Always' })
  await never.seconds(3600)
  expect(trueConditions(never.get('Pod', 'one'))).not.toContain('Ready')
  expect(never.events('Unhealthy')).toHaveLength(1)
})

test('a failing liveness probe restarts the container', async () => {
  const livenessProbe = { periodSeconds: 1, failureThreshold: 3 }
  const containers = [{ name: 'main', image: 'model:1', livenessProbe }]
  const cluster = await runningPod({ livenessFailsMs: 2000 }, { restartPolicy: 'Always', containers })
  await cluster.seconds(8)
  expect(cluster.events('Killing')).toEqual(['Container main failed liveness probe, will be restarted'])
  expect(at(statusOf(cluster), 'containerStatuses', 0, 'restartCount')).toBe(1)
})

test('an evicted pod fails as disrupted', async () => {
  const cluster = await runningPod({ runMs: 600_000, evictedAfterMs: 3000 })
  await cluster.seconds(8)
  expect(statusOf(cluster)).toMatchObject({ phase: 'Failed', reason: 'Evicted' })
  expect(trueConditions(cluster.get('Pod', 'one'))).toContain('DisruptionTarget TerminationByKubelet')
})

test('a pod that runs beyond its deadline fails', async () => {
  const cluster = await runningPod({ runMs: 600_000 }, { activeDeadlineSeconds: 5 })
  await cluster.seconds(10)
  expect(statusOf(cluster)).toMatchObject({ phase: 'Failed', reason: 'DeadlineExceeded' })
})

test('init containers run one after the other, and a failing one fails the pod', async () => {
  const initContainers = [
    { name: 'first', image: 'i:1' },
    { name: 'second', image: 'i:1' },
  ]
  const good = await runningPod({ containers: { main: { runMs: 600_000 } } }, { initContainers })
  await good.seconds(2)
  expect(at(statusOf(good), 'initContainerStatuses')).toMatchObject([
    { state: { terminated: {} } },
    { state: { running: {} } },
  ])
  expect(stateOf(good)).toEqual({ waiting: { reason: 'PodInitializing' } })
  await good.seconds(5)
  expect(textAt(statusOf(good), 'phase')).toBe('Running')
  const bad = await runningPod({ containers: { first: { exitCode: 2 } } }, { initContainers })
  await bad.seconds(10)
  expect(textAt(statusOf(bad), 'phase')).toBe('Failed')
})

test('a sidecar goes on until the others have ended, and does not spoil the success', async () => {
  const initContainers = [{ name: 'proxy', image: 'p:1', restartPolicy: 'Always' }]
  const cluster = await runningPod({ containers: { main: { runMs: 3000 } } }, { initContainers })
  await cluster.seconds(2)
  expect(at(statusOf(cluster), 'initContainerStatuses', 0, 'state')).toHaveProperty('running')
  await cluster.seconds(8)
  expect(textAt(statusOf(cluster), 'phase')).toBe('Succeeded')
  expect(at(statusOf(cluster), 'initContainerStatuses', 0, 'state')).toHaveProperty('terminated')
})

test('a deleted pod is stopped in its own time, or killed when the grace is over', async () => {
  const key = { apiVersion: 'v1', kind: 'Pod', namespace: 'team', name: 'one' }
  for (const [stopMs, exitCode, seconds] of [
    [3000, 143, 3],
    [60_000, 137, 10],
  ] as const) {
    const cluster = await runningPod({ runMs: 600_000, stopMs }, { terminationGracePeriodSeconds: 10 })
    await cluster.seconds(3)
    cluster.store.delete(key)
    await cluster.seconds(seconds - 1)
    expect(cluster.store.get(key)).toBeDefined()
    await cluster.seconds(4)
    expect(cluster.store.get(key)).toBeUndefined()
    const last = cluster.store.history.findLast(({ type }) => type === 'MODIFIED')
    expect(JSON.stringify(last?.object)).toContain(`"exitCode":${exitCode}`)
  }
})

test('a pod brings its own behaviour in an annotation, which goes before the script', async () => {
  const cluster = await testCluster([schedulerController], { exitCode: 0 })
  const annotations = {
    [BEHAVIOUR]: '{"exitCode": 7, "runMs": 10, "containers": {"main": {"terminationMessage": "own"}}}',
  }
  cluster.store.create(podObject({}, { annotations }))
  await cluster.seconds(5)
  expect(stateOf(cluster)).toMatchObject({ terminated: { exitCode: 7, message: 'own' } })
})

test('the same history has the same ids', async () => {
  const [first, second] = await Promise.all([runningPod({}), runningPod({})])
  await first?.seconds(5)
  await second?.seconds(5)
  expect(second?.store.history).toEqual(first?.store.history)
})
