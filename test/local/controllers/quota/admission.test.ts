import { expect, test } from 'vitest'
import { createResources } from '../../../../src/local/api/resources.ts'
import { quotaAdmission } from '../../../../src/local/controllers/quota/admission.ts'
import { jobObject, memoryStore, podObject } from '../../../builders-local.ts'

function storeWith(kind: string, spec: Readonly<Record<string, unknown>>) {
  const store = memoryStore([quotaAdmission(createResources())])
  store.create({ apiVersion: 'v1', kind, metadata: { name: 'team', namespace: 'team' }, spec })
  return store
}

const withResources = (resources: unknown) => ({ containers: [{ name: 'main', resources }] })

test('one pod too many is refused in the real words', () => {
  const store = storeWith('ResourceQuota', { hard: { pods: '1' } })
  store.create(podObject())
  expect(() => store.create(podObject({}, { name: 'two' }))).toThrow(
    'pods "two" is forbidden: exceeded quota: team, requested: pods=1, used: pods=1, limited: pods=1',
  )
})

test('requests are summed, and named as they are written', () => {
  const store = storeWith('ResourceQuota', { hard: { 'requests.cpu': '500m', 'requests.memory': '1Gi' } })
  store.create(podObject(withResources({ requests: { cpu: '400m', memory: '512Mi' } })))
  expect(() =>
    store.create(podObject(withResources({ requests: { cpu: '200m', memory: '512Mi' } }), { name: 'two' })),
  ).toThrow('exceeded quota: team, requested: requests.cpu=200m, used: requests.cpu=400m, limited: requests.cpu=500m')
})

test('a pod that names no limits is refused where limits are counted', () => {
  const store = storeWith('ResourceQuota', { hard: { 'limits.memory': '1Gi' } })
  expect(() => store.create(podObject())).toThrow('failed quota: team: must specify limits.memory for: main')
})

test('objects of any kind are counted', () => {
  const store = storeWith('ResourceQuota', { hard: { 'count/jobs.batch': '0' } })
  expect(() => store.create(jobObject())).toThrow(
    'jobs.batch "train" is forbidden: exceeded quota: team, requested: count/jobs.batch=1, used: count/jobs.batch=0, limited: count/jobs.batch=0',
  )
})

test('a created object is in the status of the quota at once', () => {
  const store = storeWith('ResourceQuota', { hard: { pods: '2' } })
  store.create(podObject())
  const quota = store.get({ apiVersion: 'v1', kind: 'ResourceQuota', namespace: 'team', name: 'team' })
  expect(quota?.['status']).toEqual({ hard: { pods: '2' }, used: { pods: '1' } })
})

test('a limit range fills in what a container leaves out, and refuses what is beyond', () => {
  const limits = [
    { type: 'Container', default: { memory: '256Mi' }, defaultRequest: { memory: '64Mi' }, max: { memory: '512Mi' } },
  ]
  const store = storeWith('LimitRange', { limits })
  expect(store.create(podObject())['spec']).toMatchObject({
    containers: [{ resources: { limits: { memory: '256Mi' }, requests: { memory: '64Mi' } } }],
  })
  expect(() => store.create(podObject(withResources({ limits: { memory: '1Gi' } }), { name: 'two' }))).toThrow(
    'pods "two" is forbidden: maximum memory usage per Container is 512Mi, but limit is 1Gi',
  )
})
