import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { LogLine } from '../../src/run/ports.ts'
import { stageLogs } from '../../src/run/stage-logs.ts'

const podWith = (containers: Record<string, { readonly state: object; readonly restartCount?: number }>) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', uid: 'u' },
  status: {
    containerStatuses: Object.entries(containers).map(([name, status]) => ({ name, restartCount: 0, ...status })),
  },
})

function logsOf(lines: (container: string) => readonly string[]) {
  const opened: string[] = []
  const told: string[] = []
  const lost: string[] = []
  const ends = new Map<string, AbortSignal>()
  const logs = stageLogs({
    read: async function* (_, { name, ended }): AsyncIterable<LogLine> {
      opened.push(name)
      ends.set(name, ended)
      for (const text of lines(name)) {
        if (text === 'BREAK') throw new Error('gone')
        yield { time: '', text }
      }
    },
    tell: ({ container, line }) => void told.push(`${container}: ${line}`),
    lost: (_, container, reason) => void lost.push(`${container}: ${reason}`),
  })
  return { logs, opened, told, lost, ends }
}
const never = () => new Promise<void>(() => undefined)

test('each container is followed once it has started, and again after a restart', async () => {
  const { logs, opened, told } = logsOf((container) => [`hello from ${container}`])
  logs.see(podWith({ main: { state: { waiting: {} } }, setup: { state: { running: {} } } }))
  logs.see(podWith({ main: { state: { running: {} } }, setup: { state: { terminated: {} } } }))
  logs.see(podWith({ main: { state: { running: {} }, restartCount: 1 } }))
  await logs.drain(never)
  expect(opened).toEqual(['setup', 'main', 'main'])
  expect(told).toHaveLength(3)
})

test('the reader learns of the end of a container that will not run again', () => {
  const { logs, ends } = logsOf(() => [])
  const once = { spec: { restartPolicy: 'Never' } }
  logs.see({ ...podWith({ main: { state: { running: {} } } }), ...once })
  expect(ends.get('main')?.aborted).toBe(false)
  logs.see({ ...podWith({ main: { state: { terminated: { exitCode: 1 } } } }), ...once })
  expect(ends.get('main')?.aborted).toBe(true)
  logs.see(podWith({ again: { state: { terminated: { exitCode: 1 } } } }))
  expect(ends.get('again')?.aborted).toBe(false)
})

test('the last fifty lines are kept', async () => {
  const { logs } = logsOf(() => Array.from({ length: 60 }, (_, i) => String(i)))
  logs.see(podWith({ main: { state: { running: {} } } }))
  await logs.drain(never)
  expect(logs.lastLines()).toHaveLength(50)
  expect(logs.lastLines().at(-1)).toBe('59')
})

test('a log that cannot be read is said and stops nobody', async () => {
  const { logs, lost } = logsOf(() => ['one', 'BREAK'])
  logs.see(podWith({ main: { state: { running: {} } } }))
  await logs.drain(never)
  expect(lost).toEqual(['main: gone'])
})

test('as long as lines come, a log that ends is read on; one that says nothing more is left', async () => {
  const { promise: forever } = Promise.withResolvers<void>()
  let pauses = 0
  const turns = async () => {
    pauses++
    await setImmediate()
  }
  const reading = (lines: number, last: Promise<void>) => {
    const told: string[] = []
    const logs = stageLogs({
      read: async function* (): AsyncIterable<LogLine> {
        for (let i = 0; i < lines; i++) {
          await setImmediate()
          yield { time: '', text: String(i) }
        }
        await last
      },
      tell: ({ line }) => void told.push(line),
      lost: () => undefined,
    })
    logs.see(podWith({ main: { state: { running: {} } } }))
    return { logs, told }
  }
  const whole = reading(30, Promise.resolve())
  expect(await whole.logs.drain(turns)).toBe(true)
  expect(whole.told).toHaveLength(30)
  expect(pauses).toBeGreaterThan(10)
  const silent = reading(3, forever)
  expect(await silent.logs.drain(turns)).toBe(false)
  expect(silent.told).toHaveLength(3)
  expect(await reading(30, Promise.resolve()).logs.drain(turns, 1)).toBe(false)
})
