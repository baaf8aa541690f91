import { defaultGraces } from './graces.ts'
import { guardedCluster, guardedReleases } from './guarded-cluster.ts'
import { dropLeftovers, leftovers } from './leftovers.ts'
import { leaseRef, takeLock } from './lock.ts'
import type { Ports } from './ports.ts'
import { readRecords } from './record-store.ts'
import { type TakenOver, takeOver, unfinished } from './take-over.ts'
import { type Judge, trackerFor } from './tracker.ts'
import { startWatching, watchedSelections } from './watching.ts'
import { liveWorld } from './world.ts'

/** What is to be brought to its end. */
export interface FinishRequest {
  readonly namespace: string
  /** Value of the pipeline label. */
  readonly pipeline: string
  readonly holder: string
  readonly ports: Ports
  readonly judge: Judge
  readonly force: boolean
  readonly waitLockMs: number
  readonly signal: AbortSignal
}

/**
 * Undoes what a cancelled or dead run left in the middle, or only tidies up after it; undefined when there was nothing
 * to undo.
 */
export async function finishRun(request: FinishRequest): Promise<TakenOver | undefined> {
  const { ports, namespace, pipeline } = request
  const found = await readRecords(ports.cluster, namespace, pipeline)
  if (unfinished(found) === undefined && (await leftovers(ports.cluster, found[0])).length === 0) return undefined
  const closing = new AbortController()
  const lock = await takeLock(
    ports.cluster,
    ports.clock,
    { namespace, pipeline, holder: request.holder, waitMs: request.waitLockMs, onWait: () => undefined },
    request.signal,
  )
  try {
    const world = liveWorld()
    const tracker = trackerFor({ world, clock: ports.clock, judge: request.judge, graces: defaultGraces })
    closing.signal.addEventListener('abort', () => tracker.stop(), { once: true })
    const cluster = guardedCluster(ports.cluster, {
      mayWrite: () => lock.isHeld(),
      wrote: (object) => tracker.wrote(object),
    })
    const watching = startWatching(cluster, tracker, watchedSelections(namespace, pipeline), closing.signal)
    // Read again under the lock: the other run may have come to its end meanwhile.
    const [records] = await Promise.all([readRecords(cluster, namespace, pipeline), watching.synced])
    const taken = await takeOver(
      {
        ...ports,
        ...guardedReleases(ports.releases, () => lock.isHeld()),
        cluster,
        world,
        tracker,
        written: new Map(),
      },
      records,
      { force: request.force },
    )
    await dropLeftovers(cluster, await leftovers(cluster, taken?.record ?? records[0]))
    return taken
  } finally {
    closing.abort()
    await lock.release()
  }
}

/** Takes a lock away from whoever holds it; false when nobody does. */
export function unlock({ cluster }: Ports, namespace: string, pipeline: string): Promise<boolean> {
  return cluster.delete(leaseRef(namespace, pipeline))
}
