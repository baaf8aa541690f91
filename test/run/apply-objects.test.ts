import { expect, test } from 'vitest'
import { covers } from '../../src/run/apply-objects.ts'

test('defaults of the server do not make an object differ', () => {
  const wanted = { ports: [{ port: 80 }], selector: { stage: 's' } }
  expect(covers({ ports: [{ port: 80, protocol: 'TCP' }], selector: { stage: 's' }, type: 'ClusterIP' }, wanted)).toBe(
    true,
  )
  expect(covers({ ports: [{ port: 81 }], selector: { stage: 's' } }, wanted)).toBe(false)
  expect(covers({ ports: [{ port: 80 }, { port: 81 }], selector: { stage: 's' } }, wanted)).toBe(false)
  expect(covers(undefined, wanted)).toBe(false)
})
