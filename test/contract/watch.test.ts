import { describe, expect, test } from 'vitest'
import { configMap } from './builders.ts'
import type { WatchLine } from './client.ts'
import { contract } from './target.ts'

const target = contract()
const at = (name?: string) => target.of('configmaps', name)
const watchPath = (query: string) => `${at()}?watch=true&timeoutSeconds=60&${query}`
const brief = (lines: readonly WatchLine[]) => lines.map(({ type, object }) => `${type} ${object.metadata.name}`)

async function version(): Promise<string> {
  return (await target.client.get(at())).body.metadata.resourceVersion
}

describe('a watch', () => {
  test('from a version tells each write after it, in order', async () => {
    const watch = await target.client.watch(watchPath(`resourceVersion=${await version()}&labelSelector=test%3Dorder`))
    const labels = { test: 'order' }
    await target.client.post(at(), configMap('order', {}, { labels }))
    await target.client.put(at('order'), configMap('order', { a: '1' }, { labels }))
    await target.client.delete(at('order'))
    await watch.until(({ type }) => type === 'DELETED')
    watch.close()
    expect(brief(watch.lines)).toEqual(['ADDED order', 'MODIFIED order', 'DELETED order'])
    const versions = watch.lines.map(({ object }) => Number(object.metadata.resourceVersion))
    expect(versions).toEqual([...versions].sort((a, b) => a - b))
    expect(new Set(versions).size).toBe(3)
  })

  test('without a version begins with what is there', async () => {
    await target.client.post(at(), configMap('early', {}, { labels: { test: 'early' } }))
    const watch = await target.client.watch(watchPath('labelSelector=test%3Dearly'))
    const line = await watch.until(() => true)
    watch.close()
    expect([line.type, line.object.metadata.name, line.object.kind]).toEqual(['ADDED', 'early', 'ConfigMap'])
  })

  test('with a selector tells of an object that leaves as deleted, of one that enters as added', async () => {
    await target.client.post(at(), configMap('mover', {}, { labels: { test: 'in' } }))
    const watch = await target.client.watch(watchPath(`resourceVersion=${await version()}&labelSelector=test%3Din`))
    await target.client.patch(at('mover'), 'merge', { metadata: { labels: { test: 'out' } } })
    await watch.until(({ type }) => type === 'DELETED')
    await target.client.patch(at('mover'), 'merge', { metadata: { labels: { test: 'in' } } })
    await watch.until(({ type }) => type === 'ADDED')
    watch.close()
    expect(brief(watch.lines)).toEqual(['DELETED mover', 'ADDED mover'])
  })

  test('of one name hears nothing of others', async () => {
    const watch = await target.client.watch(
      watchPath(`resourceVersion=${await version()}&fieldSelector=metadata.name%3Donly`),
    )
    await target.client.post(at(), configMap('other'))
    await target.client.post(at(), configMap('only'))
    await watch.until(({ type }) => type === 'ADDED')
    watch.close()
    expect(brief(watch.lines)).toEqual(['ADDED only'])
  })

  test('is closed by the server when its time is over', async () => {
    const watch = await target.client.watch(`${at()}?watch=true&timeoutSeconds=1`)
    await watch.closed
  })

  test('with sendInitialEvents marks the end of what was there by a bookmark', async () => {
    await target.client.post(at(), configMap('initial', {}, { labels: { test: 'initial' } }))
    const query =
      'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&labelSelector=test%3Dinitial'
    const watch = await target.client.watch(watchPath(query))
    const mark = await watch.until(({ type }) => type === 'BOOKMARK')
    watch.close()
    expect(watch.lines.map(({ type }) => type)).toEqual(['ADDED', 'BOOKMARK'])
    expect(mark.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' })
    expect(mark.object.metadata.resourceVersion).toMatch(/^\d+$/)
  })

  test('does not tell of a write that changes nothing', async () => {
    await target.client.post(at(), configMap('quiet', { a: '1' }))
    const watch = await target.client.watch(
      watchPath(`resourceVersion=${await version()}&fieldSelector=metadata.name%3Dquiet`),
    )
    await target.client.patch(at('quiet'), 'merge', { data: { a: '1' } })
    await target.client.patch(at('quiet'), 'merge', { data: { a: '2' } })
    const line = await watch.until(({ type }) => type === 'MODIFIED')
    watch.close()
    expect(line.object.data).toEqual({ a: '2' })
    expect(watch.lines).toHaveLength(1)
  })

  test('from a version that is too far ahead is not answered as if it were now', async () => {
    const { status, body } = await target.client.get(
      `${at()}?resourceVersion=999999999999&resourceVersionMatch=NotOlderThan`,
    )
    expect(status).toBe(504)
    expect(body.reason).toBe('Timeout')
  })

  test('from version 1 is refused as expired, or tells from then on', async () => {
    const watch = await target.client.watch(watchPath('resourceVersion=1')).catch(() => undefined)
    const line = await watch?.until(() => true)
    watch?.close()
    expect(line === undefined || line.type === 'ADDED' || line.object.code === 410).toBe(true)
  })

  test('with a version that is no number is refused', async () => {
    const { status, body } = await target.client.get(`${at()}?watch=true&resourceVersion=yesterday`)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(body).toMatchObject({ kind: 'Status', status: 'Failure' })
  })
})
