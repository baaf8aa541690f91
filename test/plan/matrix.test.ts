import { expect, test } from 'vitest'
import type { Json, Matrix } from '../../src/model/pipeline.ts'
import { combinationsOf, combinationText, indexedFields, matrixFrom, turnsOf } from '../../src/plan/matrix.ts'
import { planFor } from '../../src/plan/plan-for.ts'
import { aBatchStage, aPipeline, someFacts } from '../builders-pipeline.ts'

const matrix = (over: Partial<Matrix> = {}): Matrix => ({
  values: { alpha: [0.1, 1], depth: [3, 5] },
  include: [],
  exclude: [],
  failFast: true,
  ...over,
})
const dynamic = (output: Json, over: Partial<Matrix> = {}) => {
  const result = matrixFrom(matrix({ values: { fromOutput: 'outputs.a.b' }, ...over }), JSON.stringify(output))
  return result.ok ? combinationsOf(result.value) : result.problems[0]?.message
}

test('combinations are the product, without what is excluded, then what is included', () => {
  const exclude = [{ alpha: 1, depth: 5 }]
  const include = [{ alpha: 9 }, { alpha: 0.1, depth: 3 }]
  expect(combinationsOf(matrix({ exclude, include })).map(combinationText)).toEqual([
    'alpha=0.1, depth=3',
    'alpha=0.1, depth=5',
    'alpha=1, depth=3',
    'alpha=9',
  ])
})

test('an output gives the values: a list, a list of combinations, or lists by name', () => {
  expect(dynamic([1, 'b'])).toEqual([{ value: 1 }, { value: 'b' }])
  expect(dynamic([{ a: 1 }, { a: 2 }], { exclude: [{ a: 1 }] })).toEqual([{ a: 2 }])
  expect(dynamic({ a: [1, 2], b: ['x'] })).toEqual([
    { a: 1, b: 'x' },
    { a: 2, b: 'x' },
  ])
})

test.each([
  [[], /no combination/],
  ['text', /not a JSON list/],
  [Array.from({ length: 257 }, (_, i) => i), /257 combinations; 256 is the most/],
  [['x'.repeat(100_000)], /larger than 96 KiB/],
])('what makes no matrix is said: %#', (output, words) => {
  expect(dynamic(output)).toMatch(words)
})

test('one indexed Job runs all combinations, so many at a time; fail_fast lets the first failure end it', () => {
  expect(indexedFields(aBatchStage({ matrix: matrix({ maxParallel: 3 }) }))).toEqual({
    completionMode: 'Indexed',
    completions: 4,
    parallelism: 3,
    backoffLimit: 0,
  })
  expect(indexedFields(aBatchStage({ matrix: matrix({ failFast: false }) }))).toEqual({
    completionMode: 'Indexed',
    completions: 4,
    parallelism: 4,
    backoffLimitPerIndex: 0,
    maxFailedIndexes: 4,
  })
})

test('limits of time count for each turn', () => {
  expect(turnsOf(aBatchStage())).toBe(1)
  expect(turnsOf(aBatchStage({ matrix: matrix({ maxParallel: 3 }) }))).toBe(4)
  expect(turnsOf(aBatchStage({ matrix: matrix({ values: { fromOutput: 'outputs.a.b' }, maxParallel: 64 }) }))).toBe(256)
})

test('what is included counts, and values have to fit into an environment', () => {
  const include = Array.from({ length: 257 }, (_, n) => ({ n }))
  const plan = (over: Partial<Matrix>) =>
    planFor(aPipeline({ stages: [aBatchStage({ matrix: matrix(over) })] }), someFacts()).problems.map(
      ({ message }) => message,
    )
  expect(plan({ values: {}, include })).toEqual([
    'the matrix of stage "train" cannot be run: it has 257 combinations; 256 is the most',
  ])
  expect(plan({ values: { text: ['x'.repeat(100_000)] } })[0]).toContain('its values are larger than 96 KiB')
})

test('values cannot be filled into a program that runs without the bootstrap', () => {
  const program = { kind: 'command', command: ['fit', '${matrix.alpha}'], args: [] } as const
  const plan = planFor(
    aPipeline({ stages: [aBatchStage({ program, source: 'image', matrix: matrix() })] }),
    someFacts(),
  )
  expect(plan.problems.map(({ code }) => code)).toEqual(['plan/matrix-in-image'])
})
