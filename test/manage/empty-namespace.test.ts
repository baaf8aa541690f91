import { expect, test } from 'vitest'
import { namespaceVerdict, unusedAccounts } from '../../src/manage/empty-namespace.ts'
import type { KubeObject } from '../../src/plan/objects.ts'
import { managedCluster } from './cluster.ts'
import { aDeployment } from './objects.ts'

const namespace: KubeObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'ml',
    labels: { 'app.kubernetes.io/managed-by': 'bodywork' },
    annotations: { 'bodywork.dev/created-for': 'iris' },
  },
}
const thing = (kind: string, name: string, more: object = {}, rest: object = {}): KubeObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name, namespace: 'ml', ...more },
  ...rest,
})

test.each([
  ['nothing', []],
  [
    'what every namespace has',
    [
      thing('ConfigMap', 'kube-root-ca.crt'),
      thing('Secret', 'token', {}, { type: 'kubernetes.io/service-account-token' }),
    ],
  ],
  [
    'a pod that is on its way out',
    [thing('Pod', 'p', { deletionTimestamp: 'now' }), thing('Pod', 'q', { ownerReferences: [{}] })],
  ],
])('a namespace of ours with %s may go', async (_what, objects) => {
  expect(await namespaceVerdict(managedCluster([namespace, ...objects]), 'ml')).toMatchObject({ kind: 'delete' })
})

test.each([
  ['it still has Pod p', [namespace, thing('Pod', 'p')]],
  [
    'it still has 2 objects, such as PersistentVolumeClaim data',
    [namespace, thing('PersistentVolumeClaim', 'data'), thing('Secret', 's')],
  ],
  ['it was not made by bodywork', [{ ...namespace, metadata: { name: 'ml' } }]],
  ['it is gone already', []],
])('%s: it stays', async (why, objects) => {
  expect(await namespaceVerdict(managedCluster(objects), 'ml')).toEqual({ kind: 'keep', why })
})

test('shared accounts stay while a pipeline is left', async () => {
  const account = thing('ServiceAccount', 'bodywork-stage', { labels: { 'app.kubernetes.io/managed-by': 'bodywork' } })
  const foreign = thing('ServiceAccount', 'default')
  expect(await unusedAccounts(managedCluster([account, foreign, aDeployment()]), 'ml')).toEqual([])
  expect((await unusedAccounts(managedCluster([account, foreign]), 'ml')).map(({ name }) => name)).toEqual([
    'bodywork-stage',
  ])
})
