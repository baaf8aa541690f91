import { expect, test } from 'vitest'
import { indexed } from '../../src/run/indexed-world.ts'
import { eventOn, live, podOf, worldOf } from './verdict/scene.ts'

test('objects are found by uid, name and owner, events by what they are about', () => {
  const set = live('ReplicaSet', 'a')
  const pod = podOf(set, 'p', {})
  const event = eventOn(pod, 'Pulled', 'done')
  const world = indexed(worldOf(set, pod, event))
  expect(world.byUid('Pod', 'uid-Pod-p')).toBe(pod)
  expect(world.named('Pod', 'n', 'p')).toBe(pod)
  expect(world.named('Pod', 'other', 'p')).toBeUndefined()
  expect(world.ownedBy('Pod', 'uid-ReplicaSet-a')).toEqual([pod])
  expect(world.eventsOf('uid-Pod-p')).toEqual([event])
  expect(indexed(world)).toBe(world)
})

test('events come oldest first by when they were seen last, whatever the order of arrival', () => {
  const pod = podOf(live('Job', 'j'), 'p', {})
  const at = (reason: string, lastTimestamp: string) => ({ ...eventOn(pod, reason, ''), lastTimestamp })
  const world = indexed(worldOf(at('Late', '2026-01-01T00:00:09Z'), at('Early', '2026-01-01T00:00:01Z')))
  expect(world.eventsOf('uid-Pod-p').map((event) => event['reason'])).toEqual(['Early', 'Late'])
})
