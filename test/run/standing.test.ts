import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { standingObject } from '../../src/run/standing.ts'
import { aPlan, runOn } from './run-on.ts'
import { type SmallCluster, smallCluster } from './small-cluster.ts'

/** The same cluster, in which deleting an object in the foreground takes its time. */
function withSlowDeletion(cluster: SmallCluster, clock: ReturnType<typeof virtualClock>): SmallCluster {
  return {
    ...cluster,
    delete: async (ref, options) => {
      const live = await cluster.get(ref)
      if (options?.propagation !== 'Foreground' || live === undefined) return cluster.delete(ref, options)
      cluster.put({ ...live, metadata: { ...live.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } })
      clock.after(20_000, () => void cluster.delete(ref))
      return true
    },
  }
}

test('a run waits for what an undone one had made and is going, and makes it again', async () => {
  for (const at of [500, 1500, 2500, 3500]) {
    const clock = virtualClock()
    const cluster = withSlowDeletion(
      smallCluster(clock, () => ({ seconds: 2 })),
      clock,
    )
    const cancel = new AbortController()
    clock.after(at, () => cancel.abort())
    expect((await runOn(cluster, clock, aPlan(), {}, cancel.signal)).end.outcome).toBe('cancelled')
    const { end } = await runOn(cluster, clock, aPlan(undefined, { runId: 'second' }))
    await clock.advance(60_000)
    expect(end.outcome, `cancelled at ${at}`).toBe('succeeded')
    expect(cluster.objects('ConfigMap'), `cancelled at ${at}`).toHaveLength(1)
    expect(cluster.objects('Deployment'), `cancelled at ${at}`).toHaveLength(1)
  }
})

test('an object that never goes away ends the wait with its name', async () => {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({}))
  const ref = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'ml', name: 'stuck' }
  cluster.put({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { namespace: 'ml', name: 'stuck', deletionTimestamp: '2026-01-01T00:00:00Z' },
  })
  const ended = standingObject({ cluster, clock }, ref).catch((error: unknown) => error)
  expect(await clock.run(ended)).toMatchObject({ problems: [{ code: 'run/being-deleted' }] })
})
