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
  const logs = stageLogs({
    read: async function* (_, container): AsyncIterable<LogLine> {
      opened.push(container)
      for (const text of lines(container)) {
        if (text === 'BREAK') throw new Error('gone')
        yield { time: '', text }
      }
    },
    tell: ({ container, line }) => void told.push(`${container}: ${line}`),
    lost: (_, container, reason) => void lost.push(`${container}: ${reason}`),
  })
  return { logs, opened, told, lost }
}
const never = new Promise<void>(() => undefined)

test('each container is followed once it has started, and again after a restart', async () => {
  const { logs, opened, told } = logsOf((container) => [`hello from ${container}`])
  logs.see(podWith({ main: { state: { waiting: {} } }, setup: { state: { running: {} } } }))
  logs.see(podWith({ main: { state: { running: {} } }, setup: { state: { terminated: {} } } }))
  logs.see(podWith({ main: { state: { running: {} }, restartCount: 1 } }))
  await logs.drain(never)
  expect(opened).toEqual(['setup', 'main', 'main'])
  expect(told).toHaveLength(3)
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
