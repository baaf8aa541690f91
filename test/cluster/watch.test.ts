import { expect, test } from 'vitest'
import { kubeCluster } from '../../src/cluster/kube-cluster.ts'
import { retrying } from '../../src/cluster/retry.ts'
import type { Transport } from '../../src/cluster/transport.ts'
import { type VirtualClock, virtualClock } from '../../src/local/clock-virtual.ts'
import type { Change, Cluster } from '../../src/run/ports.ts'
import { type Answer, chunks, type FaultPlan, faultProxy, scripted, seededRandom } from './fault-proxy.ts'

const pods = { apiVersion: 'v1', kind: 'Pod', namespace: 'ml', labelSelector: 'app=x' }

function pod(name: string, version: number, uid = name) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'ml', uid, resourceVersion: String(version), managedFields: [{ manager: 'x' }] },
    status: { note: 'Größe €' },
  }
}

const list = (version: number, ...items: readonly object[]) => ({
  body: { kind: 'PodList', apiVersion: 'v1', metadata: { resourceVersion: String(version) }, items },
})

const frame = (type: string, object: object) => `${JSON.stringify({ type, object })}\n`
const stream = (...frames: readonly string[]): Answer => ({ body: chunks(frames) })
const expired = frame('ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' })

function clusterOver(transport: Transport, clock: VirtualClock): Cluster {
  const random = seededRandom(7)
  return kubeCluster({ transport: retrying(transport, { clock, random }), clock, random, server: 'https://api' })
}

/** Lists and watches answered in turn; the last answer of each repeats. */
function server(lists: readonly Answer[], watches: readonly (() => Answer)[]) {
  const count = { lists: 0, watches: 0 }
  const transport = scripted((_request, url) => {
    if (url.searchParams.get('watch') === null) return lists[Math.min(count.lists++, lists.length - 1)] ?? {}
    return (watches[Math.min(count.watches++, watches.length - 1)] ?? (() => ({})))()
  })
  return { count, transport }
}

/** Takes changes until there are that many. */
async function take(cluster: Cluster, clock: VirtualClock, count: number): Promise<readonly string[]> {
  const stop = new AbortController()
  const seen: Change[] = []
  const reading = (async () => {
    for await (const change of cluster.watch(pods, stop.signal)) {
      seen.push(change)
      if (seen.length === count) break
    }
  })()
  await clock.run(reading)
  stop.abort()
  return seen.map((change) =>
    change.type === 'synced'
      ? `synced ${change.resourceVersion}`
      : `${change.type} ${change.object.metadata.name}@${change.object.metadata['resourceVersion']}`,
  )
}

const never = (): Answer => ({
  body: (async function* () {
    yield await new Promise<Uint8Array>(() => undefined)
  })(),
})

test('a watch lists first, says that it is in step, and then follows changes without managed fields', async () => {
  const clock = virtualClock()
  const { transport } = server(
    [list(10, pod('a', 5))],
    [() => stream(frame('ADDED', pod('b', 11)), frame('MODIFIED', pod('a', 12)), frame('DELETED', pod('b', 13)))],
  )
  const proxy = faultProxy(transport, () => undefined)
  expect(await take(clusterOver(proxy, clock), clock, 5)).toEqual([
    'added a@5',
    'synced 10',
    'added b@11',
    'modified a@12',
    'deleted b@13',
  ])
  const url = new URL(proxy.requests[1]?.path ?? '', 'http://api')
  expect(url.pathname).toBe('/api/v1/namespaces/ml/pods')
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    labelSelector: 'app=x',
    allowWatchBookmarks: 'true',
    resourceVersion: '10',
  })
})

test('a stream that ends is opened again from the last version, bookmarks included', async () => {
  const clock = virtualClock()
  const { transport } = server(
    [list(10)],
    [
      () =>
        stream(frame('ADDED', pod('a', 11)), frame('BOOKMARK', { kind: 'Pod', metadata: { resourceVersion: '40' } })),
      () => stream(frame('MODIFIED', pod('a', 41))),
      never,
    ],
  )
  const proxy = faultProxy(transport, () => undefined)
  expect(await take(clusterOver(proxy, clock), clock, 3)).toEqual(['synced 10', 'added a@11', 'modified a@41'])
  expect(proxy.requests.map(({ path }) => new URL(path, 'http://api').searchParams.get('resourceVersion'))).toEqual([
    null,
    '10',
    '40',
  ])
})

test('after 410 the set is listed again and deletions that nobody told are made up', async () => {
  const clock = virtualClock()
  const { transport } = server(
    [list(10, pod('a', 5), pod('b', 6), pod('c', 7)), list(50, pod('a', 5), pod('c', 45, 'c-again'))],
    [() => stream(expired), never],
  )
  expect(await take(clusterOver(transport, clock), clock, 8)).toEqual([
    'added a@5',
    'added b@6',
    'added c@7',
    'synced 10',
    'deleted c@7',
    'added c@45',
    'deleted b@6',
    'synced 50',
  ])
})

test('a server that always answers 410 is not listed again and again without pause', async () => {
  const clock = virtualClock()
  const { transport, count } = server([list(10)], [() => stream(expired)])
  const stop = new AbortController()
  const reading = (async () => {
    for await (const _change of clusterOver(transport, clock).watch(pods, stop.signal));
  })()
  await clock.advance(60_000)
  expect(count.lists).toBeGreaterThan(3)
  expect(count.lists).toBeLessThan(40)
  stop.abort()
  await reading
})

test('frames cut and merged anywhere, also inside a character, are the same changes', async () => {
  const clock = virtualClock()
  const frames = Array.from({ length: 50 }, (_, i) => frame('ADDED', pod(`p${i}`, 11 + i)))
  const { transport } = server([list(10)], [() => stream(...frames), never])
  const random = seededRandom(3)
  const proxy = faultProxy(transport, () => ({ kind: 'shatter', random }))
  const seen = await take(clusterOver(proxy, clock), clock, 51)
  expect(seen.slice(1)).toEqual(frames.map((_, i) => `added p${i}@${11 + i}`))
})

test('a garbled frame leads to a new list, not to a wrong change', async () => {
  const clock = virtualClock()
  const { transport } = server(
    [list(10), list(12, pod('a', 11), pod('b', 12))],
    [() => stream(frame('ADDED', pod('a', 11)), '{"type":"ADDED","obj\n', frame('ADDED', pod('b', 12))), never],
  )
  expect(await take(clusterOver(transport, clock), clock, 4)).toEqual([
    'synced 10',
    'added a@11',
    'added b@12',
    'synced 12',
  ])
})

test('a connection that is silent for ninety seconds is given up', async () => {
  const clock = virtualClock()
  const { transport } = server(
    [list(10)],
    [
      () => stream(frame('ADDED', pod('a', 11)), frame('ADDED', pod('b', 12))),
      () => stream(frame('ADDED', pod('b', 12))),
    ],
  )
  const plan: FaultPlan = (_request, n) => (n === 1 ? { kind: 'silent', afterBytes: 300 } : undefined)
  const startedAt = clock.now()
  const seen = await take(clusterOver(faultProxy(transport, plan), clock), clock, 3)
  expect(seen).toEqual(['synced 10', 'added a@11', 'added b@12'])
  expect(clock.now() - startedAt).toBeGreaterThanOrEqual(90_000)
  expect(clock.now() - startedAt).toBeLessThan(95_000)
})

test('an outage of four minutes ends no watch', async () => {
  const clock = virtualClock()
  const { transport } = server(
    [list(10)],
    [() => stream(frame('ADDED', pod('a', 11))), () => stream(frame('ADDED', pod('b', 12))), never],
  )
  const startedAt = clock.now()
  const plan: FaultPlan = (_request, n) =>
    n > 1 && clock.now() - startedAt < 240_000 ? { kind: 'refused' } : undefined
  const seen = await take(clusterOver(faultProxy(transport, plan), clock), clock, 3)
  expect(seen).toEqual(['synced 10', 'added a@11', 'added b@12'])
})

test('a watch that is not allowed says so', async () => {
  const clock = virtualClock()
  const plan: FaultPlan = () => ({ kind: 'status', status: 403, reason: 'Forbidden', message: 'pods is forbidden' })
  const { transport } = server([list(10)], [never])
  await expect(take(clusterOver(faultProxy(transport, plan), clock), clock, 1)).rejects.toMatchObject({
    problems: [{ code: 'cluster/forbidden' }],
  })
})

test('an aborted watch ends at once and without an error', async () => {
  const clock = virtualClock()
  const { transport } = server([list(10)], [() => stream(frame('ADDED', pod('a', 11)))])
  const stop = new AbortController()
  const seen: string[] = []
  for await (const change of clusterOver(transport, clock).watch(pods, stop.signal)) {
    seen.push(change.type)
    if (change.type === 'added') stop.abort()
  }
  expect(seen).toEqual(['synced', 'added'])
})

const bookmark = (version: number, annotations: object = {}) =>
  frame('BOOKMARK', { kind: 'Pod', apiVersion: 'v1', metadata: { resourceVersion: String(version), annotations } })
const endOfSet = { 'k8s.io/initial-events-end': 'true' }

function streamingOver(transport: Transport, clock: VirtualClock): Cluster {
  const random = seededRandom(7)
  return kubeCluster({ transport, clock, random, server: 'https://api', streamsSets: true })
}

test('a server that can do so sends what is there as the beginning of the watch, also after a cut set', async () => {
  const clock = virtualClock()
  const { transport, count } = server(
    [list(1)],
    [
      () => stream(frame('ADDED', pod('a', 5))),
      () =>
        stream(frame('ADDED', pod('a', 5)), bookmark(8), frame('ADDED', pod('b', 7)), bookmark(10, endOfSet), expired),
      () => stream(frame('ADDED', pod('b', 7)), bookmark(20, endOfSet), frame('MODIFIED', pod('b', 21))),
    ],
  )
  expect(await take(streamingOver(transport, clock), clock, 6)).toEqual([
    'added a@5',
    'added b@7',
    'synced 10',
    'deleted a@5',
    'synced 20',
    'modified b@21',
  ])
  expect(count.lists).toBe(0)
})

test.each([
  ['refuses to', { kind: 'status', status: 422 }],
  ['does not know how to', { kind: 'silent', afterBytes: 0 }],
] as const)('a server that %s is asked for a list', async (_name, fault) => {
  const clock = virtualClock()
  const { transport } = server([list(10, pod('a', 5))], [() => stream(frame('ADDED', pod('b', 11)))])
  const proxy = faultProxy(transport, (_request, n) => (n === 0 ? fault : undefined))
  expect(await take(streamingOver(proxy, clock), clock, 3)).toEqual(['added a@5', 'synced 10', 'added b@11'])
})
