import { expect, test } from 'vitest'
import { ancestorsOf, findCycle, layersOf, stepEdges } from '../../src/config/graph.ts'

const graph = (edges: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(edges))

test('every stage of a step needs all stages of the step before', () => {
  expect(Object.fromEntries(stepEdges([['a'], ['b', 'c'], ['d']]))).toEqual({
    a: [],
    b: ['a'],
    c: ['a'],
    d: ['b', 'c'],
  })
})

test('a stage that stands twice keeps its first place', () => {
  expect(Object.fromEntries(stepEdges([['a'], ['s'], ['a'], ['t']]))).toEqual({ a: [], s: ['a'], t: ['s'] })
})

test('a cycle is named stage by stage', () => {
  expect(findCycle(graph({ a: ['b'], b: ['c'], c: ['a'], d: [] }))).toEqual(['a', 'b', 'c', 'a'])
  expect(findCycle(graph({ a: ['a'] }))).toEqual(['a', 'a'])
  expect(findCycle(graph({ a: [], b: ['a'], c: ['a', 'b'] }))).toBeUndefined()
})

test('layers follow the longest way', () => {
  expect(layersOf(graph({ a: [], d: ['c', 'a'], c: ['b'], b: ['a'], x: [] }))).toEqual([
    ['a', 'x'],
    ['b'],
    ['c'],
    ['d'],
  ])
})

test('ancestors are all that must be done before', () => {
  expect([...ancestorsOf('c', graph({ a: [], b: ['a'], c: ['b'], d: [] }))].sort()).toEqual(['a', 'b'])
})
