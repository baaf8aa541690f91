import { expect, test } from 'vitest'
import { timingsOf } from '../../src/run/stage-timings.ts'

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString()

test('the time of a stage is split by what its pod says', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', creationTimestamp: at(0) },
    status: {
      conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: at(2) }],
      initContainerStatuses: [{ name: 'setup', state: { terminated: { startedAt: at(5), finishedAt: at(9) } } }],
      containerStatuses: [{ name: 'bodywork', state: { terminated: { startedAt: at(10), finishedAt: at(30) } } }],
    },
  }
  expect(timingsOf(pod, 1000, 32_000)).toEqual({
    waitMs: 2000,
    pullMs: 3000,
    setupMs: 5000,
    runMs: 20_000,
    totalMs: 31_000,
  })
})

test('the lives of a container that crashed and was started again are its run, not its set-up', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', creationTimestamp: at(0) },
    status: {
      initContainerStatuses: [{ name: 'setup', state: { terminated: { startedAt: at(1), finishedAt: at(3) } } }],
      containerStatuses: [
        {
          name: 'bodywork',
          restartCount: 2,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
          lastState: { terminated: { startedAt: at(20), finishedAt: at(21) } },
        },
      ],
    },
  }
  expect(timingsOf(pod, 0, 22_000)).toMatchObject({ pullMs: 1000, setupMs: 2000, runMs: 18_000 })
})

test('without a pod all of it was waiting', () => {
  expect(timingsOf(undefined, 0, 500)).toEqual({ waitMs: 500, pullMs: 0, setupMs: 0, runMs: 0, totalMs: 500 })
})
