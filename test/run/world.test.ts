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
  expect(world.byUid('u2')).toEqual(pod('7', 'u2'))
  expect(world.remove(pod('6'))).toBe(false)
  expect(world.of('Pod')).toHaveLength(1)
})
