import { describe, expect, test } from 'vitest'
import { configMap, IMAGE, pod, type Task } from './builders.ts'
import type { WatchLine } from './client.ts'
import { contract } from './target.ts'

const target = contract()
const pods = (name?: string) => target.of('pods', name)

type Predicate = (line: WatchLine) => boolean
// biome-ignore lint/suspicious/noExplicitAny: checks reach into objects of every kind
const stateOf = (object: any) => object.status?.containerStatuses?.[0]?.state ?? {}
const hasPhase =
  (...phases: readonly string[]): Predicate =>
  ({ object }) =>
    phases.includes(object.status?.phase)

async function watched(name: string, task: Task, spec: Readonly<Record<string, unknown>>, isIt: Predicate) {
  const watch = await target.client.watch(
    `${pods()}?watch=true&timeoutSeconds=100&fieldSelector=metadata.name%3D${name}`,
  )
  const made = await target.client.post(pods(), pod(name, task, spec))
  expect(made.status).toBe(201)
  const { object } = await watch.until(isIt, `what pod ${name} is to become`)
  watch.close()
  return { made: made.body, pod: object, steps: watch.lines.map((line) => line.object) }
}

async function log(name: string, query = ''): Promise<string> {
  return (await target.client.get(`${pods(name)}/log?${query}`)).text
}

async function eventsOf(name: string): Promise<readonly { reason: string; message: string; type: string }[]> {
  return (await target.client.get(`${target.of('events')}?fieldSelector=involvedObject.name%3D${name}`)).body.items
}

describe.concurrent('a pod', () => {
  test('is made with defaults, an account and its token', async () => {
    const { made } = await watched('defaults', {}, {}, hasPhase('Succeeded'))
    expect(made.spec).toMatchObject({
      dnsPolicy: 'ClusterFirst',
      schedulerName: 'default-scheduler',
      serviceAccountName: 'default',
      enableServiceLinks: true,
    })
    expect(made.spec.containers[0]).toMatchObject({
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    })
    expect(made.spec.volumes[0].name).toMatch(/^kube-api-access-[a-z0-9]{5}$/)
    expect(made.spec.containers[0].volumeMounts[0].mountPath).toBe('/var/run/secrets/kubernetes.io/serviceaccount')
    expect(made.spec.tolerations.map((item: { key: string }) => item.key)).toEqual([
      'node.kubernetes.io/not-ready',
      'node.kubernetes.io/unreachable',
    ])
    expect(made.status).toMatchObject({ phase: 'Pending', qosClass: 'BestEffort' })
  })

  test('goes from Pending over Running to Succeeded', async () => {
    const { steps } = await watched('phases', { seconds: 2 }, {}, hasPhase('Succeeded'))
    const phases = steps.map(({ status }) => status.phase).filter((phase, index, all) => phase !== all[index - 1])
    expect(phases).toEqual(['Pending', 'Running', 'Succeeded'])
  })

  test('is scheduled before its container is created, and that before it runs', async () => {
    const { steps } = await watched('order', { seconds: 2 }, {}, hasPhase('Succeeded'))
    const first = (isIt: (object: (typeof steps)[number]) => boolean) => steps.findIndex(isIt)
    const order = [
      first(({ spec }) => spec.nodeName !== undefined),
      first((object) => stateOf(object).waiting?.reason === 'ContainerCreating'),
      first((object) => stateOf(object).running !== undefined),
      first((object) => stateOf(object).terminated !== undefined),
    ]
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  test('tells of the end of its container no later than its phase says so', async () => {
    const { steps } = await watched('lag', { seconds: 1 }, {}, hasPhase('Succeeded'))
    const ended = steps.find((object) => stateOf(object).terminated !== undefined)
    const over = steps.find((object) => object.status.phase === 'Succeeded')
    expect(steps.indexOf(ended)).toBeLessThanOrEqual(steps.indexOf(over))
    expect(stateOf(ended).terminated).toMatchObject({ exitCode: 0, reason: 'Completed' })
  })

  test('has the five conditions of a pod, with their reasons at the end', async () => {
    const { pod: done } = await watched('conditions', {}, {}, hasPhase('Succeeded'))
    const conditions = done.status.conditions.map((item: { type: string; status: string; reason?: string }) =>
      [item.type, item.status, item.reason].filter(Boolean).join(' '),
    )
    expect(conditions).toEqual([
      'PodReadyToStartContainers False',
      'Initialized True PodCompleted',
      'Ready False PodCompleted',
      'ContainersReady False PodCompleted',
      'PodScheduled True',
    ])
  })

  test('that fails has its exit code in its status', async () => {
    const { pod: done } = await watched('fails', { exit: 7 }, {}, hasPhase('Failed'))
    expect(stateOf(done).terminated).toMatchObject({ exitCode: 7, reason: 'Error' })
    expect(done.status.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', status: 'False', reason: 'PodFailed' }),
    )
  })

  test('has addresses while it runs', async () => {
    const { pod: running } = await watched('addresses', { seconds: 60 }, {}, hasPhase('Running'))
    expect(running.status.podIP).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
    expect(running.status.podIPs).toEqual([{ ip: running.status.podIP }])
    expect(running.status.hostIP).toMatch(/^\d+\.\d+\.\d+\.\d+$/)
    expect(running.status.startTime).toBeDefined()
    await target.client.delete(pods('addresses'))
  })

  test('that crashes again and again is in CrashLoopBackOff with its last end beside', async () => {
    const { pod: looping } = await watched(
      'crashes',
      { exit: 1 },
      { restartPolicy: 'Always' },
      ({ object }) => stateOf(object).waiting?.reason === 'CrashLoopBackOff',
    )
    const [status] = looping.status.containerStatuses
    expect(status.restartCount).toBeGreaterThanOrEqual(1)
    expect(status.lastState.terminated).toMatchObject({ exitCode: 1, reason: 'Error' })
    expect(stateOf(looping).waiting.message).toBe(
      `back-off 10s restarting failed container=main pod=crashes_${target.namespace}(${looping.metadata.uid})`,
    )
    expect(looping.status.phase).toBe('Running')
    await target.client.delete(pods('crashes'))
  })

  test('that asks for more than any node has is not scheduled, and says why', async () => {
    const containers = [{ name: 'main', image: IMAGE, resources: { requests: { cpu: '10k' } } }]
    const isRefused: Predicate = ({ object }) => JSON.stringify(object.status).includes('Unschedulable')
    const { pod: waiting } = await watched('huge', {}, { containers }, isRefused)
    const [condition] = waiting.status.conditions
    expect(condition).toMatchObject({ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' })
    expect(condition.message).toMatch(
      /^0\/\d+ nodes are available: \d+ Insufficient cpu\. no new claims to deallocate, preemption: 0\/\d+ nodes are available: /,
    )
    expect((await eventsOf('huge')).map(({ type, reason }) => `${type} ${reason}`)).toContain(
      'Warning FailedScheduling',
    )
    await target.client.delete(pods('huge'))
  })

  test('whose selector no node matches is not scheduled', async () => {
    const isRefused: Predicate = ({ object }) => JSON.stringify(object.status).includes('Unschedulable')
    const { pod: waiting } = await watched('picky', {}, { nodeSelector: { disk: 'none-like-this' } }, isRefused)
    expect(waiting.status.conditions[0].message).toContain("node(s) didn't match Pod's node affinity/selector")
    await target.client.delete(pods('picky'))
  })

  test('that names a Secret that is missing cannot be configured, until it is there', async () => {
    const env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'late', key: 'a' } } }]
    const containers = [{ name: 'main', image: IMAGE, command: ['true'], env }]
    const isStuck: Predicate = ({ object }) => stateOf(object).waiting?.reason === 'CreateContainerConfigError'
    const { pod: stuck } = await watched('unconfigured', {}, { containers }, isStuck)
    expect(stateOf(stuck).waiting.message).toBe('secret "late" not found')
    const watch = await target.client.watch(
      `${pods()}?watch=true&timeoutSeconds=100&fieldSelector=metadata.name%3Dunconfigured`,
    )
    await target.client.post(target.of('secrets'), {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'late' },
      stringData: { a: '1' },
    })
    await watch.until(hasPhase('Succeeded'))
    watch.close()
  })

  test('that names a key that is missing says which', async () => {
    await target.client.post(target.of('configmaps'), configMap('keys', { a: '1' }))
    const env = [{ name: 'B', valueFrom: { configMapKeyRef: { name: 'keys', key: 'b' } } }]
    const isStuck: Predicate = ({ object }) => stateOf(object).waiting?.reason === 'CreateContainerConfigError'
    const { pod: stuck } = await watched('keyless', {}, { containers: [{ name: 'main', image: IMAGE, env }] }, isStuck)
    expect(stateOf(stuck).waiting.message).toBe(`couldn't find key b in ConfigMap ${target.namespace}/keys`)
    await target.client.delete(pods('keyless'))
  })

  test('whose volume is missing waits without a word in its status, and says so by an event', async () => {
    const volumes = [{ name: 'd', secret: { secretName: 'no-such' } }]
    const watch = await target.client.watch(`${target.of('events')}?watch=true&timeoutSeconds=60`)
    const volumeMounts = [{ name: 'd', mountPath: '/d' }]
    const containers = [{ name: 'main', image: IMAGE, command: ['true'], volumeMounts }]
    await watched(
      'unmounted',
      {},
      { volumes, containers },
      ({ object }) => stateOf(object).waiting?.reason === 'ContainerCreating',
    )
    const line = await watch.until(
      ({ object }) => object.reason === 'FailedMount' && object.involvedObject.name === 'unmounted',
    )
    watch.close()
    expect(line.object.message).toBe('MountVolume.SetUp failed for volume "d" : secret "no-such" not found')
    await target.client.delete(pods('unmounted'))
  })

  test('runs its init containers first', async () => {
    const initContainers = [{ name: 'prepare', image: IMAGE, command: ['true'] }]
    const { pod: done, steps } = await watched('init', {}, { initContainers }, hasPhase('Succeeded'))
    expect(done.status.initContainerStatuses[0].state.terminated).toMatchObject({ exitCode: 0, reason: 'Completed' })
    expect(steps.some((object) => stateOf(object).waiting?.reason === 'PodInitializing')).toBe(true)
  })

  test('says what became of it by events', async () => {
    await watched('told', { seconds: 1 }, {}, hasPhase('Succeeded'))
    const reasons = (await eventsOf('told')).map(({ reason }) => reason)
    expect([...new Set(reasons)].sort()).toEqual(['Created', 'Pulled', 'Scheduled', 'Started'])
    const started = (await eventsOf('told')).find(({ reason }) => reason === 'Started')
    expect(started).toMatchObject({
      type: 'Normal',
      message: 'Container started',
      involvedObject: { fieldPath: 'spec.containers{main}' },
    })
  })

  test('that is deleted is marked first, and gone when it has ended', async () => {
    await watched('leaving', { seconds: 120 }, {}, hasPhase('Running'))
    const watch = await target.client.watch(
      `${pods()}?watch=true&timeoutSeconds=60&fieldSelector=metadata.name%3Dleaving`,
    )
    const { body } = await target.client.delete(pods('leaving'))
    expect(body.metadata).toMatchObject({ deletionGracePeriodSeconds: 1 })
    expect(body.metadata.deletionTimestamp).toBeDefined()
    await watch.until(({ type }) => type === 'DELETED')
    watch.close()
  })

  test('that is not scheduled goes at once', async () => {
    await watched('unplaced', {}, { nodeSelector: { disk: 'none-like-this' } }, () => true)
    await target.client.delete(pods('unplaced'))
    expect((await target.client.get(pods('unplaced'))).status).toBe(404)
  })

  test('is found by the phase it is in', async () => {
    await watched('by-phase', {}, {}, hasPhase('Succeeded'))
    const { body } = await target.client.get(`${pods()}?fieldSelector=status.phase%3DSucceeded`)
    expect(body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toContain('by-phase')
  })

  test('of bound memory is Burstable, of equal requests and limits Guaranteed', async () => {
    const withResources = (resources: object) => ({
      containers: [{ name: 'main', image: IMAGE, command: ['true'], resources }],
    })
    const burst = await target.client.post(
      `${pods()}?dryRun=All`,
      pod('qos', {}, withResources({ requests: { memory: '16Mi' } })),
    )
    expect(burst.body.status.qosClass).toBe('Burstable')
    const equal = { cpu: '10m', memory: '16Mi' }
    const sure = await target.client.post(`${pods()}?dryRun=All`, pod('qos', {}, withResources({ limits: equal })))
    expect(sure.body.status.qosClass).toBe('Guaranteed')
    expect(sure.body.spec.containers[0].resources.requests).toEqual(equal)
  })
})

describe.concurrent('a log', () => {
  const lines = ['one', 'two', 'three']

  test('has the lines of the container', async () => {
    await watched('speaker', { lines }, {}, hasPhase('Succeeded'))
    expect(await log('speaker')).toBe('one\ntwo\nthree\n')
    expect(await log('speaker', 'container=main')).toBe('one\ntwo\nthree\n')
  })

  test('is cut by tailLines and limitBytes', async () => {
    await watched('cut', { lines }, {}, hasPhase('Succeeded'))
    expect(await log('cut', 'tailLines=1')).toBe('three\n')
    expect(await log('cut', 'limitBytes=5')).toBe('one\nt')
  })

  test('has a time before each line when asked', async () => {
    await watched('timed', { lines: ['one'] }, {}, hasPhase('Succeeded'))
    expect(await log('timed', 'timestamps=true')).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z one\n$/)
  })

  test('that is followed ends with the container', async () => {
    await watched('followed', { lines, seconds: 3 }, {}, hasPhase('Running'))
    expect(await log('followed', 'follow=true')).toBe('one\ntwo\nthree\n')
  })

  test('of a pod that is not there answers 404', async () => {
    expect((await target.client.get(`${pods('nobody')}/log`)).status).toBe(404)
  })

  test('of a container that is not there answers 400', async () => {
    await watched('single', {}, {}, hasPhase('Succeeded'))
    const { status, body } = await target.client.get(`${pods('single')}/log?container=other`)
    expect([status, body.reason]).toEqual([400, 'BadRequest'])
    expect(body.message).toBe('container other is not valid for pod single')
  })

  test('of one of two containers has to say which', async () => {
    const containers = ['a', 'b'].map((name) => ({ name, image: IMAGE, command: ['true'] }))
    await watched('double', {}, { containers }, hasPhase('Succeeded'))
    const { status, body } = await target.client.get(`${pods('double')}/log`)
    expect(status).toBe(400)
    expect(body.message).toBe('a container name must be specified for pod double, choose one of: [a b]')
  })

  test('of a container that waits answers 400 with what for', async () => {
    const env = [{ name: 'A', valueFrom: { secretKeyRef: { name: 'no-such', key: 'a' } } }]
    const isStuck: Predicate = ({ object }) => stateOf(object).waiting?.reason === 'CreateContainerConfigError'
    await watched('mute', {}, { containers: [{ name: 'main', image: IMAGE, env }] }, isStuck)
    const { status, body } = await target.client.get(`${pods('mute')}/log`)
    expect(status).toBe(400)
    expect(body.message).toBe('container "main" in pod "mute" is waiting to start: CreateContainerConfigError')
    await target.client.delete(pods('mute'))
  })

  test('of the run before is there after a restart, and refused before', async () => {
    await watched(
      'twice',
      { lines: ['run'], exit: 1 },
      { restartPolicy: 'Always' },
      ({ object }) => (object.status.containerStatuses?.[0]?.restartCount ?? 0) > 0,
    )
    expect(await log('twice', 'previous=true')).toBe('run\n')
    await watched('once', { seconds: 60 }, { restartPolicy: 'Always' }, hasPhase('Running'))
    const { status, body } = await target.client.get(`${pods('once')}/log?previous=true`)
    expect(status).toBe(400)
    expect(body.message).toBe('previous terminated container "main" in pod "once" not found')
    for (const name of ['twice', 'once']) await target.client.delete(pods(name))
  })
})
