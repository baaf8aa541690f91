import { expect, test } from 'vitest'
import { failureOf } from '../../../src/run/diagnosis/finding.ts'
import { refineWithLog } from '../../../src/run/diagnosis/log-causes.ts'

const crash = failureOf('crash', 'container main ended with exit code 1', { exitCode: 1 })

test('a program for another processor is told apart from a crash only by the log', () => {
  expect(refineWithLog(crash, ['exec /serve: exec format error'])).toMatchObject({ cause: 'exec-format' })
})

test('a missing Python module names the module and where to add it', () => {
  const lines = [
    'Traceback (most recent call last):',
    '  File "main.py", line 1',
    "ModuleNotFoundError: No module named 'sklearn'",
  ]
  const refined = refineWithLog(crash, lines)
  expect(refined.cause).toBe('python-module')
  expect(refined.hint).toBe('add the package that provides "sklearn" to the requirements of the stage')
  expect(refined.lastLines).toEqual(lines)
})

test('a failing notebook cell is told as such', () => {
  expect(refineWithLog(crash, ['nbclient.exceptions.CellExecutionError: An error occurred']).cause).toBe(
    'notebook-error',
  )
})

test('a failing cell is told with its error, at its line of the notebook', () => {
  const line = 'bodywork: reports/weekly.ipynb:33: cell 3 failed: ValueError: no rows'
  const refined = refineWithLog(crash, ['Traceback (most recent call last)', 'ValueError: no rows', line])
  expect(refined).toMatchObject({
    cause: 'notebook-error',
    place: { file: 'reports/weekly.ipynb', line: 33, column: 1 },
  })
  expect(refined.message).toMatch(/^cell 3 of reports\/weekly\.ipynb failed: ValueError: no rows/)
})

test('a requirement that was not installed is told at its line', () => {
  const failure = failureOf('init-failed', 'init container setup ended with exit code 1', { exitCode: 1 })
  const line = 'bodywork: train/requirements.txt:2: scikit-lern==1.0 was not installed: no such version'
  expect(refineWithLog(failure, ['ERROR: No matching distribution found', line])).toMatchObject({
    cause: 'init-failed',
    message:
      '"scikit-lern==1.0" of train/requirements.txt was not installed: no such version (init container setup ended with exit code 1)',
    hint: 'change line 2 of train/requirements.txt',
    place: { file: 'train/requirements.txt', line: 2, column: 1 },
  })
})

test('the error of a traceback becomes part of the message', () => {
  const lines = ['Traceback (most recent call last):', '  File "a.py", line 2, in <module>', 'ValueError: no data']
  expect(refineWithLog(crash, lines).message).toBe('container main ended with exit code 1: ValueError: no data')
})

test('a missing command counts only when the exit code agrees', () => {
  const lines = ['sh: 1: gunicorn: not found']
  expect(refineWithLog(crash, lines).cause).toBe('crash')
  const failure = failureOf('command-not-found', 'exit code 127', { exitCode: 127 })
  expect(refineWithLog(failure, lines).message).toContain('"gunicorn"')
})

test('a cause that the cluster has told is not changed by the log', () => {
  const oom = failureOf('oom', 'killed', { exitCode: 137 })
  expect(refineWithLog(oom, ["ModuleNotFoundError: No module named 'x'"]).cause).toBe('oom')
})
