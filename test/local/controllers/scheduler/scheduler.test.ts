import { expect, test } from 'vitest'
import { textAt } from '../../../../src/local/api/json.ts'
import { conditionOf } from '../../../../src/local/controllers/conditions.ts'
import { schedulerController } from '../../../../src/local/controllers/scheduler/scheduler.ts'
import { nodeObject, podObject, testCluster } from '../../../builders-local.ts'

const container = (requests: Readonly<Record<string, string>>) => ({
  containers: [{ name: 'main', resources: { requests } }],
})

async function verdict(spec: Readonly<Record<string, unknown>>, node: Readonly<Record<string, unknown>> = {}) {
  const cluster = await testCluster([schedulerController])
  const known = cluster.get('Node', 'local')
  cluster.store.update({ ...known, ...node })
  cluster.store.create(podObject(spec))
  await cluster.seconds(0.1)
  const pod = cluster.get('Pod', 'one')
  return { pod, cluster, message: textAt(conditionOf(pod, 'PodScheduled'), 'message') }
}

test('a pod that fits is bound, and its condition and event say so', async () => {
  const { pod, cluster } = await verdict(container({ cpu: '4', memory: '8Gi' }))
  expect(textAt(pod, 'spec', 'nodeName')).toBe('local')
  expect(conditionOf(pod, 'PodScheduled')).toMatchObject({ status: 'True' })
  expect(cluster.events('Scheduled')).toEqual(['Successfully assigned team/one to local'])
})

test('what is lacking is counted by resource, in the real words', async () => {
  const { pod, message } = await verdict(container({ cpu: '64', memory: '1Ti' }))
  expect(textAt(pod, 'spec', 'nodeName')).toBe('')
  expect(message).toBe(
    '0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
  )
})

test('a selector, a taint and a cordon are told apart', async () => {
  expect((await verdict({ nodeSelector: { disk: 'fast' } })).message).toContain(
    "1 node(s) didn't match Pod's node affinity/selector.",
  )
  const taints = [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }]
  expect((await verdict({}, { spec: { taints } })).message).toContain('1 node(s) had untolerated taint(s).')
  expect((await verdict({}, { spec: { unschedulable: true } })).message).toContain('1 node(s) were unschedulable.')
  const tolerations = [{ key: 'gpu', operator: 'Exists' }]
  expect((await verdict({ tolerations }, { spec: { taints } })).message).toBe('')
})

test('a claim that is not there is named', async () => {
  const { message } = await verdict({ volumes: [{ name: 'd', persistentVolumeClaim: { claimName: 'data' } }] })
  expect(message).toBe('0/1 nodes are available: persistentvolumeclaim "data" not found. not found')
})

test('a waiting pod is bound when another ends and frees what it needs', async () => {
  const cluster = await testCluster([schedulerController], { runMs: 5000 })
  cluster.store.create(podObject(container({ cpu: '3' })))
  cluster.store.create(podObject(container({ cpu: '3' }), { name: 'two' }))
  await cluster.seconds(3)
  expect(textAt(cluster.get('Pod', 'two'), 'spec', 'nodeName')).toBe('')
  await cluster.seconds(6)
  expect(textAt(cluster.get('Pod', 'two'), 'spec', 'nodeName')).toBe('local')
})

test('a new node takes waiting pods', async () => {
  const { cluster } = await verdict({ nodeSelector: { disk: 'fast' } })
  const fast = nodeObject('big')
  cluster.store.create({ ...fast, metadata: { name: 'big', labels: { disk: 'fast' } } })
  await cluster.seconds(1)
  expect(textAt(cluster.get('Pod', 'one'), 'spec', 'nodeName')).toBe('big')
})

test('a gated pod waits without being called unschedulable', async () => {
  const { pod } = await verdict({ schedulingGates: [{ name: 'queue' }] })
  expect(conditionOf(pod, 'PodScheduled')).toMatchObject({ status: 'False', reason: 'SchedulingGated' })
})
