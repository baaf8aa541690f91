import { expect, test } from 'vitest'
import { virtualClock } from '../../src/local/clock-virtual.ts'
import type { SecretCopy } from '../../src/plan/plan.ts'
import { type GivenSecrets, readSecretSources } from '../../src/run/secret-sources.ts'
import { smallCluster } from './small-cluster.ts'

const copy: SecretCopy = {
  group: 'prod',
  from: { namespace: 'groups', name: 'prod-db' },
  to: { namespace: 'ml', name: 'db', labels: {} },
  immutable: false,
  keys: ['password', 'user'],
}

function sources(given: GivenSecrets, existing?: Readonly<Record<string, string>>) {
  const cluster = smallCluster(virtualClock(), () => ({}))
  if (existing !== undefined)
    cluster.put({ apiVersion: 'v1', kind: 'Secret', metadata: { ...copy.from }, data: existing })
  return readSecretSources({ cluster, copies: [copy], given })
}

test('values that were given need no secret in the cluster', async () => {
  const found = await sources({ db: { user: 'ada', password: 'pä' } })
  expect(found.get(copy)).toMatchObject({ data: { user: 'YWRh', password: 'cMOk' } })
})

test('what is not given comes from the group', async () => {
  const found = await sources({ db: { user: 'ada' } }, { user: 'b2xk', password: 'cGFzcw==', more: 'bQ==' })
  expect(found.get(copy)).toMatchObject({ data: { user: 'YWRh', password: 'cGFzcw==', more: 'bQ==' } })
})

test('a key that is in neither is told by its name', async () => {
  await expect(sources({ db: { user: 'ada' } })).rejects.toThrow('has no key "password"')
  await expect(sources({})).rejects.toThrow('has no secret "db"')
})
