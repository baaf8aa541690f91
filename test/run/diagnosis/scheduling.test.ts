import { expect, test } from 'vitest'
import { classifyUnschedulable, nodeReasons, quantity } from '../../../src/run/diagnosis/scheduling.ts'

test('what the scheduler says is split by node', () => {
  const message =
    "0/6 nodes are available: 1 node(s) had untolerated taint {a: b, c: d}, 2 Insufficient cpu, 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/6 nodes are available."
  expect(nodeReasons(message)).toEqual({
    total: 6,
    reasons: [
      { nodes: 1, reason: 'node(s) had untolerated taint {a: b, c: d}' },
      { nodes: 2, reason: 'Insufficient cpu' },
      { nodes: 3, reason: "node(s) didn't match Pod's node affinity/selector" },
    ],
  })
})

test.each([
  ['2 Insufficient nvidia.com/gpu', 'unschedulable-resource'],
  ['1 Too many pods', 'unschedulable-resource'],
  ["1 node(s) didn't match pod anti-affinity rules", 'unschedulable-affinity'],
  ["1 node(s) didn't have free ports for the requested pod ports", 'unschedulable-ports'],
  ['1 node(s) had volume node affinity conflict', 'unschedulable-volume'],
  ['1 node(s) were unschedulable', 'unschedulable'],
])('%s', (message, cause) => {
  expect(classifyUnschedulable(message)).toBe(cause)
})

test('quantities compare by size', () => {
  expect(['500m', '2', '1Ki', '1k', 'x'].map(quantity)).toEqual([0.5, 2, 1024, 1000, 0])
})
