import { expect, test } from 'vitest'
import { tellProblems } from '../../src/entry/plan-options.ts'
import { recordingIo } from '../builders-io.ts'
import { aFolder } from '../builders-repository.ts'

test('problems are shown with the line they point at, from the folder of the command', async () => {
  const io = recordingIo({ cwd: aFolder({ 'a.yaml': 'one\ntwo: x\n' }) })
  const place = { file: 'a.yaml', line: 2, column: 6 }
  await tellProblems([{ severity: 'error', code: 'a/b', message: 'wrong', place }], io)
  expect(io.err()).toContain('a.yaml:2:6: error: wrong [a/b]')
  expect(io.err()).toContain('two: x')
  expect(io.out()).toBe('')
})
