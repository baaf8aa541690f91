import { expect, test } from 'vitest'
import { found, inspected, modern } from '../builders-config.ts'

const stages = (train: string) =>
  modern(`  prepare: {run: p.py, outputs: [rows]}
  train:
    needs: [prepare]
    run: t.py
${train}
`)

test('outputs of stages that are done before, and values of the matrix, may be used', async () => {
  const text =
    '    env: {ROWS: "${outputs.prepare.rows}", HOME2: "${HOME}"}\n    args: ["${matrix.a}"]\n    matrix: {a: [1]}'
  expect(found(await inspected(stages(text)))).toEqual([])
})

test.each([
  ['    env: {ROWS: "${outputs.prepare.row}"}', ['config/unknown-output 10:20']],
  ['    args: [a, "${outputs.nowhere.rows}"]', ['config/unknown-output 10:18']],
  ['    args: ["${outputs.train.x}"]\n    outputs: [x]', ['config/unknown-output 10:13']],
  ['    args: ["${matrix.b}"]\n    matrix: {bb: [1]}', ['config/unknown-matrix-value 10:13']],
])('%s', async (text, problems) => {
  expect(found(await inspected(stages(text)))).toEqual(problems)
})
