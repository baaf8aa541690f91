import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { heartbeat } from '../../src/report/heartbeat.ts'

test('a minute of silence is broken with what still runs, and talk puts it off', async () => {
  const clock = virtualClock()
  const lines: string[] = []
  const stop = new AbortController()
  const alive = heartbeat(
    () => undefined,
    (text) => void lines.push(text),
    clock,
  )
  const beating = alive.beat(stop.signal)
  await clock.advance(60_000)
  expect(lines).toEqual(['bodywork | still working after 1 min\n'])
  alive.emit({ type: 'stage.started', at: clock.now(), stage: 'train', kind: 'batch', attempt: 1 })
  await clock.advance(50_000)
  alive.emit({ type: 'stage.log', at: clock.now(), stage: 'train', pod: 'p', container: 'main', line: 'x' })
  await clock.advance(50_000)
  expect(lines).toHaveLength(1)
  await clock.advance(70_000)
  expect(lines.slice(1).map((line) => line.split(' after ')[0])).toEqual([
    'train | still running',
    'train | still running',
  ])
  stop.abort()
  await beating
})
