import { expect, test } from 'vitest'
import { applyJsonPatch } from '../../../../src/local/api/patch/json-patch.ts'

const draft = () => ({ a: { 'b/c': 1 }, list: ['x', 'y'] })

test.each([
  [[{ op: 'add', path: '/a/d', value: 2 }], { a: { 'b/c': 1, d: 2 }, list: ['x', 'y'] }],
  [[{ op: 'replace', path: '/a/b~1c', value: 2 }], { a: { 'b/c': 2 }, list: ['x', 'y'] }],
  [[{ op: 'add', path: '/list/1', value: 'z' }], { a: { 'b/c': 1 }, list: ['x', 'z', 'y'] }],
  [[{ op: 'add', path: '/list/-', value: 'z' }], { a: { 'b/c': 1 }, list: ['x', 'y', 'z'] }],
  [[{ op: 'remove', path: '/list/0' }], { a: { 'b/c': 1 }, list: ['y'] }],
  [[{ op: 'move', from: '/a', path: '/b' }], { b: { 'b/c': 1 }, list: ['x', 'y'] }],
  [[{ op: 'copy', from: '/list/0', path: '/first' }], { a: { 'b/c': 1 }, list: ['x', 'y'], first: 'x' }],
  [[{ op: 'test', path: '/list/0', value: 'x' }], draft()],
])('%j', (patch, result) => {
  expect(applyJsonPatch(draft(), patch)).toEqual(result)
})

test.each([
  [{}],
  [[{ op: 'test', path: '/list/0', value: 'other' }]],
  [[{ op: 'remove', path: '/none' }]],
  [[{ op: 'replace', path: '/list/9', value: 1 }]],
  [[{ op: 'jump', path: '/a' }]],
])('%j is refused', (patch) => {
  expect(() => applyJsonPatch(draft(), patch)).toThrow()
})
