import { expect, test } from 'vitest'
import { liveWorld } from '../../src/run/world.ts'

const pod = (version: string, uid = 'u1', phase = 'Running') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', namespace: 'ns', uid, resourceVersion: version },
  status: { phase },
})

test('an older version of an object does not replace a newer one', () => {
  const world = liveWorld()
  expect(world.put(pod('99'))).toBe(true)
  expect(world.put(pod('100', 'u1', 'Failed'))).toBe(true)
  expect(world.put(pod('99'))).toBe(false)
  expect(world.of('Pod')).toEqual([pod('100', 'u1', 'Failed')])
})

test('an object that is gone does not come back by a late message, a new one of its name does', () => {
  const world = liveWorld()
  world.put(pod('5'))
  expect(world.remove(pod('6'))).toBe(true)
  expect(world.put(pod('5'))).toBe(false)
  expect(world.put(pod('7', 'u2'))).toBe(true)
  expect(world.withUid('u2')).toEqual(pod('7', 'u2'))
  expect(world.remove(pod('6'))).toBe(false)
  expect(world.of('Pod')).toHaveLength(1)
})

test('what an object owns and what events are about it is known without searching', () => {
  const world = liveWorld()
  const child = (name: string, owner: string, version = '1') => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'ns',
      uid: `uid-${name}`,
      resourceVersion: version,
      ownerReferences: [{ uid: owner }],
    },
  })
  world.put(child('a', 'o1'))
  world.put(child('b', 'o1'))
  world.put(child('b', 'o2', '2'))
  expect(world.ownedBy('Pod', 'o1').map(({ metadata }) => metadata.name)).toEqual(['a'])
  expect(world.ownedBy('Pod', 'o2').map(({ metadata }) => metadata.name)).toEqual(['b'])
  expect(world.ownedBy('Job', 'o1')).toEqual([])
  world.remove(child('a', 'o1', '3'))
  expect(world.ownedBy('Pod', 'o1')).toEqual([])
  const event = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e', namespace: 'ns', uid: 'e' },
    involvedObject: { uid: 'uid-b' },
  }
  world.put(event)
  expect(world.eventsOf('uid-b')).toEqual([event])
  expect(world.byUid('Pod', 'uid-b')?.metadata.name).toBe('b')
  expect(world.named('Pod', 'ns', 'b')?.metadata.name).toBe('b')
})
