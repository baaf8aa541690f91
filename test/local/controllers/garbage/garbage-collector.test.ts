import { expect, test } from 'vitest'
import { garbageCollector } from '../../../../src/local/controllers/garbage/garbage-collector.ts'
import { type TestCluster, testCluster } from '../../../builders-local.ts'

function map(name: string, owners: readonly unknown[] = []) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'team', ownerReferences: owners } }
}

async function family() {
  const cluster = await testCluster([garbageCollector])
  const owner = cluster.store.create(map('owner'))
  const reference = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    name: 'owner',
    uid: owner.metadata['uid'],
    blockOwnerDeletion: true,
  }
  cluster.store.create(map('child', [reference]))
  await cluster.seconds(1)
  return { cluster, reference }
}

const names = (cluster: TestCluster) => cluster.store.list('v1', 'ConfigMap').map((object) => object.metadata.name)
const owner = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'team', name: 'owner' }

test('the child of a deleted owner is deleted', async () => {
  const { cluster } = await family()
  cluster.store.delete(owner)
  expect(names(cluster)).toEqual(['child'])
  await cluster.seconds(1)
  expect(names(cluster)).toEqual([])
})

test('in the foreground the owner goes after its children', async () => {
  const { cluster } = await family()
  cluster.store.delete(owner, { propagation: 'Foreground' })
  await cluster.seconds(1)
  const deleted = cluster.store.history
    .filter(({ type }) => type === 'DELETED')
    .map(({ object }) => object.metadata.name)
  expect(deleted).toEqual(['child', 'owner'])
})

test('an orphan stays and loses its reference', async () => {
  const { cluster } = await family()
  cluster.store.delete(owner, { propagation: 'Orphan' })
  await cluster.seconds(1)
  expect(names(cluster)).toEqual(['child'])
  expect(cluster.get('ConfigMap', 'child').metadata).not.toHaveProperty('ownerReferences')
})

test('a child with another living owner stays', async () => {
  const { cluster, reference } = await family()
  const other = cluster.store.create(map('other'))
  cluster.store.create(map('shared', [reference, { ...reference, name: 'other', uid: other.metadata['uid'] }]))
  cluster.store.delete(owner)
  await cluster.seconds(1)
  expect(names(cluster)).toEqual(['other', 'shared'])
})

test('an object that names an owner that never was is deleted', async () => {
  const { cluster, reference } = await family()
  cluster.store.create(map('lost', [{ ...reference, uid: 'nobody' }]))
  await cluster.seconds(1)
  expect(names(cluster)).toEqual(['owner', 'child'])
})
