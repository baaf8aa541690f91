import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import { type Deleted, deletePipeline } from '../../src/manage/delete-pipeline.ts'
import { ownedReleases } from '../../src/manage/owned-objects.ts'
import { secretsOf } from '../../src/run/record.ts'
import { marksOf } from '../../src/run/releases.ts'
import { aRecord } from '../run/records.ts'
import { smallCluster } from '../run/small-cluster.ts'
import { smallReleases } from '../run/small-releases.ts'

const { description } = marksOf('iris', 'abc')
const release = { stage: 'chart', name: 'model', namespace: 'ns', timeoutSeconds: 60, historyLimit: 30 }
const gone = { ...release, name: 'former' }

function world() {
  const clock = virtualClock()
  const cluster = smallCluster(clock, () => ({}))
  const records = [
    aRecord({ revision: 1, status: 'deployed', releases: [release, gone] }),
    aRecord({ revision: 2, status: 'deployed', releases: [release], uninstalled: ['ns/former'] }),
  ]
  for (const secret of records.flatMap(secretsOf)) cluster.put(secret)
  const releases = smallReleases({})
  const told: Deleted[] = []
  const remove = async (over: object = {}) => {
    const installed = await ownedReleases(cluster, { namespace: 'ns', pipeline: 'iris' })
    const deletion = { namespace: 'ns', pipeline: 'iris', objects: [], installed, isWhole: true, keepNamespace: true }
    const ports = { cluster, releases, clock, tell: (one: Deleted) => told.push(one), holder: 'x', waitLockMs: 0 }
    await clock.run(deletePipeline(deletion, { ...ports, signal: new AbortController().signal, ...over }))
  }
  return { releases, told, remove }
}

test('releases of the pipeline are uninstalled by helm, each once, and nothing that went before', async () => {
  const { releases, told, remove } = world()
  releases.put(release, { revision: 1, status: 'deployed', description })
  releases.put(gone, { revision: 1, status: 'deployed', description })
  await remove()
  expect(releases.done).toEqual(['uninstall model'])
  expect(told).toMatchObject([{ kind: 'object', ref: { kind: 'Release', name: 'model' } }])
})

test('a release that somebody else installed under the name stays', async () => {
  const { releases, remove } = world()
  releases.put(release, { revision: 1, status: 'deployed', description: 'Install complete' })
  await remove()
  expect(releases.done).toEqual([])
})

test('nothing is deleted where helm cannot go first', async () => {
  const { told, remove, releases } = world()
  await expect(remove({ releases: undefined })).rejects.toMatchObject({ problems: [{ code: 'helm/no-server' }] })
  releases.put(release, { revision: 1, status: 'deployed', description })
  const stuck = { ...releases, uninstall: () => Promise.resolve({ isDone: false, said: 'timed out' }) }
  await expect(remove({ releases: stuck })).rejects.toMatchObject({ problems: [{ code: 'helm/not-uninstalled' }] })
  expect(told).toEqual([])
})
