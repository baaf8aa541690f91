import { expect, test } from 'vitest'
import { field, sorted, withoutEmpty } from '../../src/plan/objects.ts'

test('a field is reached by names and indexes, and missing ones are undefined', () => {
  const pod = { status: { containerStatuses: [{ name: 'main' }] } }
  expect(field(pod, 'status', 'containerStatuses', 0, 'name')).toBe('main')
  expect(field(pod, 'status', 'phase', 'x')).toBeUndefined()
  expect(field(undefined, 'a')).toBeUndefined()
})

test('empty fields are left out, zero and false stay', () => {
  expect(withoutEmpty({ a: undefined, b: [], c: {}, d: 0, e: false, f: '', g: null })).toEqual({
    d: 0,
    e: false,
    f: '',
    g: null,
  })
})

test('keys are sorted at every depth, lists keep their order', () => {
  expect(JSON.stringify(sorted({ b: [{ d: 1, c: 2 }], a: null }))).toBe('{"a":null,"b":[{"c":2,"d":1}]}')
})
