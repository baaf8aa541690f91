import { expect, test } from 'vitest'
import { virtualClock } from '../../../../src/local/clock-virtual.ts'
import type { LogOptions } from '../../../../src/local/contract.ts'
import type { ContainerBehaviour } from '../../../../src/local/node/simulated/behaviour.ts'
import { newRun } from '../../../../src/local/node/simulated/container-state.ts'
import { logStream } from '../../../../src/local/node/simulated/log-stream.ts'

const START = Date.UTC(2026, 0, 5, 9)

function reader(behaviour: ContainerBehaviour) {
  const clock = virtualClock({ startMs: START })
  const run = newRun(0, START, 'simulated://1')
  const read = async (options: Partial<LogOptions> = {}) => {
    const signal = options.signal ?? new AbortController().signal
    const all = { container: 'main', follow: false, previous: false, timestamps: false, signal, ...options }
    let text = ''
    for await (const chunk of logStream(clock, run, behaviour, all)) text += Buffer.from(chunk).toString()
    return text
  }
  const end = () => {
    run.end = { atMs: clock.now(), exitCode: 0, reason: 'Completed' }
    run.settle()
  }
  return { clock, read, end }
}

test('lines come with their times, those of one instant still in order', async () => {
  const { read } = reader({ logs: ['one', 'two'] })
  expect(await read()).toBe('one\ntwo\n')
  expect(await read({ timestamps: true })).toBe(
    '2026-01-05T09:00:00.000000000Z one\n2026-01-05T09:00:00.000000001Z two\n',
  )
})

test('only lines that are written by now are there, unless one follows', async () => {
  const { clock, read, end } = reader({ logs: ['one', 'two', 'three'], lineEveryMs: 1000 })
  await clock.advance(1500)
  expect(await read()).toBe('one\ntwo\n')
  clock.after(5000, end)
  expect(await clock.run(read({ follow: true }))).toBe('one\ntwo\nthree\n')
})

test('following ends with the container, and loses what it did not live to write', async () => {
  const { clock, read, end } = reader({ logs: ['one', 'two', 'three'], lineEveryMs: 1000 })
  clock.after(1500, end)
  expect(await clock.run(read({ follow: true }))).toBe('one\ntwo\n')
  expect(clock.now()).toBeLessThan(START + 2001)
})

test('following ends when the reader goes', async () => {
  const { clock, read } = reader({ logs: ['one'] })
  const controller = new AbortController()
  clock.after(100, () => controller.abort())
  expect(await clock.run(read({ follow: true, signal: controller.signal }))).toBe('one\n')
})

test('tail, since and limit cut as a kubelet does', async () => {
  const { clock, read } = reader({ logs: ['one', 'two', 'three'], lineEveryMs: 1000 })
  await clock.advance(5000)
  expect(await read({ tailLines: 1 })).toBe('three\n')
  expect(await read({ tailLines: 0 })).toBe('')
  expect(await read({ sinceTime: '2026-01-05T09:00:01Z' })).toBe('two\nthree\n')
  expect(await read({ sinceSeconds: 3 })).toBe('three\n')
  expect(await read({ limitBytes: 5 })).toBe('one\nt')
})

test('a hundred thousand lines from a generator arrive complete', async () => {
  function* many(): Generator<string> {
    for (let number = 0; number < 100_000; number++) yield `line ${number}`
  }
  const text = await reader({ logs: many }).read()
  expect(text.split('\n')).toHaveLength(100_001)
  expect(text.endsWith('line 99999\n')).toBe(true)
})
