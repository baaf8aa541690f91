import { setTimeout } from 'node:timers/promises'
import { keepHeapSmall } from '../src/entry/small-heap.ts'
import { engineRun, withLocalServer } from './local-engine.ts'
import type { Measured } from './measured.ts'
import { widePlan } from './wide.ts'

const stageCount = 1000
const idleSeconds = 10

/** B4: what this process needs while 1,000 stages run and nothing happens. */
export async function inFlight(): Promise<readonly Measured[]> {
  return withLocalServer({ runMs: 3_600_000 }, async (at) => {
    const running = new Set<string>()
    const watches: string[] = []
    const cancel = new AbortController()
    const all = Promise.withResolvers<void>()
    keepHeapSmall()
    const ended = engineRun(at, widePlan(stageCount), {
      signal: cancel.signal,
      onEvent: (event) => {
        if (event.type === 'stage.running') running.add(event.stage)
        if (event.type === 'run.finished') all.reject(new Error(`the run ended: ${event.outcome}`))
        if (running.size === stageCount) all.resolve()
      },
      sees: ({ path }) => {
        if (/[?&]watch=/.test(path)) watches.push(path.split('?')[0] ?? '')
      },
    })
    await all.promise
    const before = process.cpuUsage()
    await setTimeout(idleSeconds * 1000)
    const used = process.cpuUsage(before)
    const rss = process.memoryUsage.rss() / 2 ** 20
    const perKind = Math.max(...[...Map.groupBy(watches, (path) => path).values()].map(({ length }) => length))
    cancel.abort()
    await ended
    const cpu = ((used.user + used.system) / 1e6 / idleSeconds) * 100
    const most = (what: string, value: number, unit: string, atMost: number): Measured => ({
      bench: 'B4',
      what: `${stageCount} stages in flight: ${what}`,
      value,
      unit,
      target: { of: 'value', atMost },
    })
    return [
      most('memory', rss, 'MB', 200),
      most('watches a kind', perKind, '', 1),
      most('CPU while nothing happens', cpu, '%', 2),
    ]
  })
}
