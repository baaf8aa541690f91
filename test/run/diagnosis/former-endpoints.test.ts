import { expect, test } from 'vitest'
import { leadsToFormer } from '../../../src/run/diagnosis/former-endpoints.ts'
import { viewPod } from '../../../src/run/diagnosis/pod-view.ts'
import { defaultGraces } from '../../../src/run/graces.ts'
import { liveWorld } from '../../../src/run/world.ts'
import { deploymentOf, live, podOf } from '../verdict/scene.ts'

const { deployment, set } = deploymentOf(1)
const labelled = { ...deployment, spec: { template: { metadata: { labels: { app: 'serve', tier: 'web' } } } } }
const former = live('ReplicaSet', 'serve-0')
const pods = [viewPod(podOf(set, 'serve-1-a', {}))]
const serviceOf = (selector: object) => live('Service', 'serve', { spec: { selector } })

function found(service: ReturnType<typeof live>, endpoints: readonly object[], of = 'serve') {
  const slice = live('EndpointSlice', 'x', { endpoints }, { labels: { 'kubernetes.io/service-name': of } })
  const world = liveWorld()
  for (const object of [service, slice]) world.put(object)
  return leadsToFormer(labelled, [former], pods, { world, now: 0, memory: {}, graces: defaultGraces })?.metadata.name
}
const to = (name: string, conditions: object = { ready: true }) => ({ conditions, targetRef: { name } })

test.for([
  ['a pod of a former set that counts as ready', serviceOf({ app: 'serve' }), [to('serve-0-z')], 'serve'],
  ['a former pod whose readiness is not told', serviceOf({ app: 'serve' }), [to('serve-0-z', {})], 'serve'],
  ['a former pod that ends', serviceOf({ app: 'serve' }), [to('serve-0-z', { ready: false })], undefined],
  ['pods of the new version', serviceOf({ app: 'serve' }), [to('serve-1-a')], undefined],
  ['pods of somebody else', serviceOf({ app: 'serve' }), [to('serve-batch-z')], undefined],
  ['an address without a pod', serviceOf({ app: 'serve' }), [{ addresses: ['10.0.0.1'] }], undefined],
  ['a service of other pods', serviceOf({ app: 'other' }), [to('serve-0-z')], undefined],
  ['a service that selects nothing', serviceOf({}), [to('serve-0-z')], undefined],
] as const)('%s', ([, service, endpoints, expected]) => {
  expect(found(service, endpoints)).toBe(expected)
})

test('slices of another service do not count', () => {
  expect(found(serviceOf({ app: 'serve' }), [to('serve-0-z')], 'other')).toBeUndefined()
})
