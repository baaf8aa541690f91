import { expect, test, vi } from 'vitest'
import { at, numberAt, textAt } from '../../../../src/local/api/json.ts'
import type { KubeObject } from '../../../../src/plan/objects.ts'
import { isOver, processCluster, realStore, scratchFolder, shellPod } from '../../../builders-process.ts'

// Real processes on a busy machine take their time.
vi.setConfig({ testTimeout: 30_000 })

const stateOf = (pod: KubeObject, name = 'containerStatuses') => at(pod, 'status', name, 0, 'state')
const object = (kind: string, name: string, more: Readonly<Record<string, unknown>>): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'team' },
  ...more,
})

test('a program that ends well: its output is the log, its last word the message, its pod has succeeded', async () => {
  const cluster = processCluster()
  cluster.store.create(shellPod('one', 'echo hello; echo bad >&2; printf done > /dev/termination-log'))
  const pod = await cluster.until('one', isOver)
  expect(textAt(pod, 'status', 'phase')).toBe('Succeeded')
  expect(stateOf(pod)).toMatchObject({ terminated: { exitCode: 0, reason: 'Completed', message: 'done' } })
  expect((await cluster.log('one')).split('\n').sort()).toEqual(['', 'bad', 'hello'])
  expect(await cluster.log('one', { timestamps: true, tailLines: 1 })).toMatch(/^\d{4}-.*\.\d{9}Z \w+\n$/)
})

test('a program that fails ends with its code, and with the end of its log where the spec says so', async () => {
  const cluster = processCluster()
  const spec = { terminationMessagePolicy: 'FallbackToLogsOnError' }
  cluster.store.create(shellPod('one', 'echo no data; exit 3', spec))
  const pod = await cluster.until('one', isOver)
  expect(textAt(pod, 'status', 'phase')).toBe('Failed')
  expect(stateOf(pod)).toMatchObject({ terminated: { exitCode: 3, reason: 'Error', message: 'no data\n' } })
})

test('variables and mounts come from objects, and words that name a mount lead to it', async () => {
  const cluster = processCluster()
  cluster.store.create(object('ConfigMap', 'settings', { data: { rate: '0.1', 'a.ini': 'from a file' } }))
  cluster.store.create(object('Secret', 'keys', { data: { token: Buffer.from('s3cret').toString('base64') } }))
  const env = [
    { name: 'RATE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'rate' } } },
    { name: 'WHO', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'CORES', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } },
    { name: 'BOTH', value: '$(WHO)/$(RATE) $$(WHO)' },
    { name: 'FILE', value: '/etc/settings/a.ini' },
  ]
  const volumeMounts = [
    { name: 'settings', mountPath: '/etc/settings' },
    { name: 'info', mountPath: '/info' },
  ]
  const volumes = [
    { name: 'settings', configMap: { name: 'settings' } },
    { name: 'info', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
  ]
  const script = 'echo $RATE $WHO $CORES $BOTH $KEY_token; cat "$FILE" /info/labels; ls /etc/settings'
  const container = { env, volumeMounts, envFrom: [{ prefix: 'KEY_', secretRef: { name: 'keys' } }] }
  const limits = { resources: { limits: { cpu: '1500m' } } }
  cluster.store.create(shellPod('one', script, { ...container, ...limits }, { volumes }))
  await cluster.until('one', isOver)
  const said = 'from a fileapp="serve"a.ini\nrate\n'
  expect(await cluster.log('one')).toBe(`0.1 one 2 one/0.1 $(WHO) s3cret\n${said}`)
})

test('init containers run one after the other before the main ones, and a sidecar beside them', async () => {
  const cluster = processCluster()
  const volumeMounts = [{ name: 'shared', mountPath: '/data' }]
  const init = (name: string, script: string, more = {}) => ({
    name,
    image: 'busybox',
    command: ['sh', '-c', script],
    volumeMounts,
    ...more,
  })
  const initContainers = [
    init('first', 'echo 1 >> /data/order'),
    init('beside', 'trap "exit 0" TERM; while :; do sleep 0.05; done', { restartPolicy: 'Always' }),
    init('second', 'echo 2 >> /data/order'),
  ]
  const spec = { initContainers, volumes: [{ name: 'shared', emptyDir: {} }] }
  cluster.store.create(shellPod('one', 'cat /data/order', { volumeMounts }, spec))
  const pod = await cluster.until('one', isOver)
  expect(textAt(pod, 'status', 'phase')).toBe('Succeeded')
  expect(await cluster.log('one')).toBe('1\n2\n')
})

test('a program that keeps failing is started again, ever later, and its former log is kept', async () => {
  const cluster = processCluster()
  cluster.store.create(shellPod('one', 'echo run; exit 1', {}, { restartPolicy: 'Always' }))
  const waits = (pod: KubeObject) => textAt(stateOf(pod), 'waiting', 'reason') === 'CrashLoopBackOff'
  const pod = await cluster.until('one', (one) => waits(one) && Number(restartsOf(one)) >= 2)
  expect(textAt(stateOf(pod), 'waiting', 'message')).toContain('restarting failed container=main pod=one_team')
  expect(at(pod, 'status', 'containerStatuses', 0, 'lastState')).toMatchObject({ terminated: { exitCode: 1 } })
  expect(await cluster.log('one', { previous: true, follow: false })).toBe('run\n')
})

const restartsOf = (pod: KubeObject) => numberAt(pod, 'status', 'containerStatuses', 0, 'restartCount')

test('a pod that is deleted gets SIGTERM, and SIGKILL when its time is over; nothing of it is left', async () => {
  const cluster = processCluster()
  const patient = 'trap "" TERM; echo up; while :; do sleep 0.05; done'
  cluster.store.create(shellPod('polite', 'trap "echo bye; exit 0" TERM; echo up; while :; do sleep 0.05; done'))
  cluster.store.create(shellPod('deaf', patient, {}, { terminationGracePeriodSeconds: 1 }))
  for (const name of ['polite', 'deaf']) await cluster.until(name, (pod) => at(stateOf(pod), 'running') !== undefined)
  const log = cluster.log('polite')
  for (const name of ['polite', 'deaf'])
    cluster.store.delete({ apiVersion: 'v1', kind: 'Pod', namespace: 'team', name })
  await Promise.all([cluster.gone('polite'), cluster.gone('deaf')])
  expect(await log).toContain('bye\n')
})

test('a program is started beside that of a container, in its world', async () => {
  const cluster = processCluster()
  const volumeMounts = [{ name: 'data', mountPath: '/data' }]
  const spec = { volumes: [{ name: 'data', emptyDir: {} }], restartPolicy: 'Always' }
  const env = [{ name: 'WHO', value: 'me' }]
  cluster.store.create(shellPod('one', 'sleep 60', { volumeMounts, env }, spec))
  await cluster.until('one', (pod) => at(stateOf(pod), 'running') !== undefined)
  let said = ''
  const start = (...command: readonly string[]) =>
    cluster.node.command?.('team', 'one', {
      container: 'main',
      command,
      hasInput: true,
      isTerminal: command[0] === 'tty',
      onOutput: (_stream, bytes) => {
        said += Buffer.from(bytes).toString()
      },
    })
  const running = start('sh', '-c', 'cat > /data/x; echo $WHO; cat /data/x; exit 3')
  running?.write(Buffer.from('hello'))
  running?.end()
  expect([await running?.ended, said]).toEqual([3, 'me\nhello'])
  expect(await start('tty')?.ended).toBe(0)
  expect(said).toContain('/dev/')
  expect(() => start('no-such-program')).toThrow('executable file not found in $PATH')
})

test('an image that says nothing of what to start is refused with the entry that would help', async () => {
  const cluster = processCluster()
  cluster.store.create(shellPod('one', '', { image: 'ghcr.io/acme/model:1', command: [] }))
  const pod = await cluster.until('one', (one) => textAt(stateOf(one), 'waiting', 'reason') === 'ErrImagePull')
  expect(textAt(stateOf(pod), 'waiting', 'message')).toContain('"ghcr.io/acme/model": [')
})

test('an image with an entry in the map starts what it says', async () => {
  const cluster = processCluster({ images: () => ({ 'acme/model': ['sh', '-c', 'echo served $0'] }) })
  cluster.store.create(shellPod('one', '', { image: 'acme/model:1', command: [], args: ['well'] }))
  await cluster.until('one', isOver)
  expect(await cluster.log('one')).toBe('served well\n')
})

test('what the system refuses to start is a StartError too', async () => {
  const cluster = processCluster()
  cluster.store.create(shellPod('one', 'true', { env: [{ name: 'HUGE', value: 'x'.repeat(300_000) }] }))
  expect(stateOf(await cluster.until('one', isOver))).toMatchObject({
    terminated: { exitCode: 128, reason: 'StartError', message: 'spawn E2BIG' },
  })
})

test('a program that is not there is a StartError, a missing ConfigMap keeps the container waiting', async () => {
  const cluster = processCluster()
  cluster.store.create(shellPod('one', '', { command: ['no-such-program'] }))
  const envFrom = [{ configMapRef: { name: 'nowhere' } }]
  cluster.store.create(shellPod('two', 'true', { envFrom }))
  expect(stateOf(await cluster.until('one', isOver))).toMatchObject({
    terminated: { exitCode: 128, reason: 'StartError' },
  })
  const two = await cluster.until('two', (pod) => textAt(stateOf(pod), 'waiting', 'reason') !== 'ContainerCreating')
  expect(stateOf(two)).toEqual({
    waiting: { reason: 'CreateContainerConfigError', message: 'configmap "nowhere" not found' },
  })
})

test.runIf(process.platform === 'linux')('a program beyond its memory limit is OOMKilled', async () => {
  const cluster = processCluster()
  const command = ['python3', '-c', 'import time; kept = bytearray(120_000_000); time.sleep(60)']
  cluster.store.create(shellPod('one', '', { command, resources: { limits: { memory: '60Mi' } } }))
  expect(stateOf(await cluster.until('one', isOver))).toMatchObject({
    terminated: { exitCode: 137, reason: 'OOMKilled' },
  })
})

test('a liveness probe that fails has the container started again', async () => {
  const cluster = processCluster()
  const livenessProbe = { exec: { command: ['sh', '-c', 'exit 1'] }, periodSeconds: 0.05, failureThreshold: 2 }
  const script = 'while :; do sleep 0.05; done'
  cluster.store.create(shellPod('one', script, { livenessProbe }, { restartPolicy: 'Always' }))
  await cluster.until('one', (pod) => Number(restartsOf(pod)) >= 1)
  expect(cluster.events('Killing')).toContain('Container main failed liveness probe, will be restarted')
})

test('when the node stops, its programs end; the next one in the folder goes on with pods that restart and fails the others', async () => {
  const root = scratchFolder()
  const store = realStore()
  const first = processCluster({ root }, store)
  const script = 'echo $$ > /data/pid; sleep 60'
  const container = { volumeMounts: [{ name: 'data', mountPath: '/data' }] }
  const volumes = [{ name: 'data', hostPath: { path: root } }]
  store.create(shellPod('stays', script, container, { volumes, restartPolicy: 'Always' }))
  store.create(shellPod('once', 'sleep 60'))
  for (const name of ['stays', 'once']) await first.until(name, (pod) => at(stateOf(pod), 'running') !== undefined)
  await first.node.stop()
  const second = processCluster({ root }, store)
  const again = await second.until('stays', (pod) => Number(restartsOf(pod)) === 1)
  expect(at(again, 'status', 'containerStatuses', 0, 'lastState')).toMatchObject({
    terminated: { exitCode: 137, reason: 'ContainerStatusUnknown' },
  })
  expect(textAt(await second.until('once', isOver), 'status', 'phase')).toBe('Failed')
})

test('a file of a ConfigMap changes while the pod runs', async () => {
  const cluster = processCluster()
  const settings = object('ConfigMap', 'settings', { data: { state: 'wait' } })
  cluster.store.create(settings)
  const script = 'echo up; until grep -q go /etc/settings/state; do sleep 0.02; done'
  const volumeMounts = [{ name: 'settings', mountPath: '/etc/settings' }]
  const volumes = [{ name: 'settings', configMap: { name: 'settings' } }]
  cluster.store.create(shellPod('one', script, { volumeMounts }, { volumes }))
  await cluster.until('one', (pod) => at(stateOf(pod), 'running') !== undefined)
  cluster.store.update({ ...settings, data: { state: 'go' } })
  expect(textAt(await cluster.until('one', isOver), 'status', 'phase')).toBe('Succeeded')
})
