import { expect, test } from 'vitest'
import { podColumns } from '../../../../src/local/api/tables/pod-columns.ts'

const NOW = Date.UTC(2026, 0, 5, 9, 10)

function cells(status: object, spec: object = {}, metadata: object = {}) {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', ...metadata },
    spec: { containers: [{ name: 'main' }], ...spec },
    status,
  }
  const shown = new Map(podColumns.map(({ name, cell }) => [name, cell(pod, NOW)]))
  return [shown.get('Ready'), shown.get('Status'), shown.get('Restarts')]
}

const container = (state: object, more: object = {}) => ({ containerStatuses: [{ name: 'main', state, ...more }] })

test('a pod that runs, waits, crashes or has ended is shown as such', () => {
  expect(cells({ phase: 'Running', ...container({ running: {} }, { ready: true }) })).toEqual(['1/1', 'Running', '0'])
  expect(cells({ phase: 'Pending', ...container({ waiting: { reason: 'ImagePullBackOff' } }) })[1]).toBe(
    'ImagePullBackOff',
  )
  expect(cells({ phase: 'Succeeded', ...container({ terminated: { reason: 'Completed', exitCode: 0 } }) })[1]).toBe(
    'Completed',
  )
  expect(cells({ phase: 'Failed', ...container({ terminated: { exitCode: 3 } }) })[1]).toBe('ExitCode:3')
})

test('restarts tell how long ago the last one was', () => {
  const lastState = { terminated: { finishedAt: '2026-01-05T09:09:30Z' } }
  expect(cells({ phase: 'Running', ...container({ running: {} }, { restartCount: 2, lastState }) })[2]).toBe(
    '2 (30s ago)',
  )
})

test('containers that run first are counted, a pod that is being deleted says so', () => {
  const spec = { initContainers: [{ name: 'a' }, { name: 'b' }] }
  const initContainerStatuses = [
    { name: 'a', state: { terminated: { exitCode: 0 } } },
    { name: 'b', state: { running: {} } },
  ]
  expect(cells({ phase: 'Pending', initContainerStatuses }, spec)[1]).toBe('Init:1/2')
  expect(cells({ phase: 'Running' }, {}, { deletionTimestamp: '2026-01-05T09:10:00Z' })[1]).toBe('Terminating')
})
