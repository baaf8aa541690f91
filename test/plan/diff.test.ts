import { expect, test } from 'vitest'
import { diffObjects } from '../../src/plan/diff.ts'
import type { KubeObject } from '../../src/plan/objects.ts'

const object = (over: object = {}, kind = 'Deployment'): KubeObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name: 'a' },
  ...over,
})

test('what is not there is created, and what is equal is unchanged', () => {
  expect(diffObjects(undefined, object()).change).toBe('created')
  expect(diffObjects(object(), object())).toEqual({ change: 'unchanged', fields: [] })
})

test('what the server keeps for itself is no change', () => {
  const live = object({
    metadata: { name: 'a', uid: '1', resourceVersion: '2', managedFields: [1], generation: 3 },
    status: { x: 1 },
  })
  expect(diffObjects(live, object()).change).toBe('unchanged')
})

test('named items are compared by name, other lists by position', () => {
  const live = object({
    spec: {
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
      args: ['x', 'y'],
    },
  })
  const wanted = object({
    spec: {
      env: [
        { name: 'C', value: '3' },
        { name: 'A', value: '9' },
      ],
      args: ['x'],
    },
  })
  expect(diffObjects(live, wanted).fields).toEqual([
    { path: 'spec.args[1]', before: 'y' },
    { path: 'spec.env[name=A].value', before: '1', after: '9' },
    { path: 'spec.env[name=B]', before: { name: 'B', value: '2' } },
    { path: 'spec.env[name=C]', after: { name: 'C', value: '3' } },
  ])
})

test('a key with dots is written in brackets', () => {
  const wanted = object({ metadata: { name: 'a', labels: { 'x.y/z': '1' } } })
  const live = object({ metadata: { name: 'a', labels: { 'x.y/z': '0' } } })
  expect(diffObjects(live, wanted).fields[0]?.path).toBe('metadata.labels["x.y/z"]')
})

test('values of a Secret are never shown', () => {
  const diff = diffObjects(object({ data: { a: 'c2VjcmV0' } }, 'Secret'), object({ data: { a: 'bmV3' } }, 'Secret'))
  expect(diff.fields).toEqual([{ path: 'data.a', before: '(hidden)', after: '(hidden)' }])
  const whole = diffObjects(object({}, 'Secret'), object({ stringData: { a: 'x' } }, 'Secret'))
  expect(JSON.stringify(whole)).not.toContain('"x"')
})
