import { expect, test } from 'vitest'
import { newRun, type SimulatedContainer } from '../../../../src/local/node/simulated/container-state.ts'
import { goDuration, pullDelayMs, restartDelayMs } from '../../../../src/local/node/simulated/restart-backoff.ts'

/** A container whose runs lasted that long. */
function after(...seconds: readonly number[]): Pick<SimulatedContainer, 'runs'> {
  const runs = seconds.map((lasted, number) => {
    const run = newRun(number, 0, 'x')
    run.end = { atMs: lasted * 1000, exitCode: 1, reason: 'Error' }
    return run
  })
  return { runs }
}

test.each([
  [[1], 0],
  [[1, 1], 10],
  [[1, 1, 1], 20],
  [[1, 1, 1, 1, 1, 1, 1, 1], 300],
  [[1, 1, 700], 0],
  [[1, 1, 700, 1], 10],
])('after runs of %j seconds the next waits %i s', (seconds, wait) => {
  expect(restartDelayMs(after(...seconds))).toBe(wait * 1000)
})

test('a pull waits longer each time, five minutes at most', () => {
  expect([1, 2, 3, 9].map((failures) => pullDelayMs(failures) / 1000)).toEqual([10, 20, 40, 300])
})

test.each([
  [10_000, '10s'],
  [80_000, '1m20s'],
  [300_000, '5m0s'],
])('%i ms are written %s', (ms, text) => {
  expect(goDuration(ms)).toBe(text)
})
