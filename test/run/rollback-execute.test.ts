import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { aBatchStage, aPipeline, aServiceStage } from '../builders-pipeline.ts'
import { aPlan, runOn } from './run-on.ts'
import { smallCluster } from './small-cluster.ts'

const names = Array.from({ length: 20 }, (_, index) => `serve${index}`)

function planOf(version: string) {
  const env = { VERSION: version }
  const stages = [...names.map((name) => aServiceStage({ name, env })), aBatchStage({ name: 'check', env })]
  const at = `2026-01-0${version}T00:00:00Z`
  return aPlan(aPipeline({ stages, steps: [names, ['check']] }), { runId: `run-${version}`, at })
}

test('services are put back side by side, a few at a time, and told in one order', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, (_stage, object) =>
    object.kind === 'Job' && JSON.stringify(object).includes('"2"') ? { exitCode: 1 } : {},
  )
  await runOn(cluster, clock, planOf('1'))
  let running = 0
  let most = 0
  const slow = {
    ...cluster,
    apply: async (...given: Parameters<typeof cluster.apply>) => {
      const isBack = given[0].kind === 'Deployment' && JSON.stringify(given[0]).includes('"VERSION","value":"1"')
      if (!isBack) return cluster.apply(...given)
      most = Math.max(most, ++running)
      // The later ones are quicker.
      await clock.sleep(300 - 10 * Number(given[0].metadata.name.slice('serve'.length)))
      running--
      return cluster.apply(...given)
    },
  }
  const { end, events } = await runOn(slow, clock, planOf('2'))
  expect(end).toMatchObject({ outcome: 'failed', rollback: 'restored' })
  const told = events.find((event) => event.type === 'rollback.finished')
  const restored = told?.items.flatMap(({ object }) => (object.kind === 'Deployment' ? [object.name] : []))
  expect(restored).toEqual(names.toReversed())
  // One roll-out takes a second; one write after the other would take four more.
  expect(told?.durationMs).toBeLessThanOrEqual(2000)
  expect(most).toBe(8)
})
