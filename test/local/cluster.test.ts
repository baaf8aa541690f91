import { expect, onTestFinished, test, vi } from 'vitest'
import { listAt, textAt } from '../../src/local/api/json.ts'
import { realClock } from '../../src/local/clock-real.ts'
import { startLocalCluster } from '../../src/local/cluster.ts'
import { processNode } from '../../src/local/node/process/process-node.ts'
import { scratchFolder } from '../builders-process.ts'

vi.setConfig({ testTimeout: 30_000 })

test('a schedule starts a Job, and the Job a process, at the full minute', async () => {
  const node = processNode({ root: scratchFolder(), env: process.env })
  const cluster = startLocalCluster({ clock: realClock({ speed: 60 }), node })
  onTestFinished(() => cluster.stop())
  const { store } = cluster
  const container = { name: 'main', image: 'busybox', command: ['sh', '-c', 'printf fired > /dev/termination-log'] }
  const jobTemplate = { spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } } }
  store.create({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'nightly', namespace: 'default' },
    spec: { schedule: '* * * * *', jobTemplate },
  })
  const said = () =>
    store
      .list('v1', 'Pod', 'default')
      .flatMap((pod) => listAt(pod, 'status', 'containerStatuses'))
      .map((status) => textAt(status, 'state', 'terminated', 'message'))
      .find((message) => message !== '')
  expect(await vi.waitUntil(said, { timeout: 20_000, interval: 20 })).toBe('fired')
  const [job] = store.list('batch/v1', 'Job', 'default')
  const scheduled = textAt(job, 'metadata', 'annotations', 'batch.kubernetes.io/cronjob-scheduled-timestamp')
  expect(scheduled).toMatch(/:00Z$/)
  expect(store.list('v1', 'Node').map(({ metadata }) => metadata.name)).toEqual(['local'])
})
