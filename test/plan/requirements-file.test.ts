import { expect, test } from 'vitest'
import { requirementsFileProblems } from '../../src/plan/requirements-file.ts'

test('comments, options, blank and continued lines are no faults', () => {
  const text =
    '\ufeff# all\n\nnumpy==2.1.0 \\\n    --hash=sha256:00\n-r more.txt\r\npandas # why\ngit+https://x/y#egg=z\n'
  expect(requirementsFileProblems('r.txt', text)).toEqual([])
})

test('each faulty line has its place', () => {
  const places = requirementsFileProblems('r.txt', 'ok\npkg = 1.2\n\n  bad name\n').map(({ place }) => place)
  expect(places).toEqual([
    { file: 'r.txt', line: 2, column: 5 },
    { file: 'r.txt', line: 4, column: 7 },
  ])
})
