import { expect, test } from 'vitest'
import { previewNamespace, setExpiry } from '../../src/manage/previews.ts'
import { commandLine } from '../entry/manage-words.ts'
import { managedCluster } from './cluster.ts'
import { aDeployment, aService } from './objects.ts'

const aNamespace = (name: string, over: { readonly isOurs?: boolean; readonly expiresAt?: string } = {}) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    labels: over.isOurs === false ? {} : { 'app.kubernetes.io/managed-by': 'bodywork' },
    annotations: {
      'bodywork.dev/created-for': 'iris',
      ...(over.expiresAt === undefined ? {} : { 'bodywork.dev/expires-at': over.expiresAt }),
    },
  },
})

test.each([
  ['iris', 'pr-12', 'iris-pr-12'],
  ['iris', 'feature/New_Model!', 'iris-feature-new-model'],
  ['a'.repeat(63), 'pr-12', `${'a'.repeat(57)}-pr-12`],
])('the preview of %s named %s is in %s', (namespace, preview, expected) => {
  expect(previewNamespace(namespace, preview)).toBe(expected)
})

test('only a namespace of ours is given an end', async () => {
  const cluster = managedCluster([aNamespace('iris-pr-1'), aNamespace('theirs', { isOurs: false })])
  expect(await setExpiry(cluster, 'iris-pr-1', 86_400_000)).toBe(true)
  expect(await setExpiry(cluster, 'theirs', 86_400_000)).toBe(false)
  expect(await setExpiry(cluster, 'gone', 86_400_000)).toBe(false)
  expect(cluster.patches).toEqual([
    { metadata: { annotations: { 'bodywork.dev/expires-at': '1970-01-02T00:00:00.000Z' } } },
  ])
})

test('previews whose time is over are deleted, and no others', async () => {
  const cluster = managedCluster(
    [
      ['iris-pr-1', '1970-01-01T00:00:00Z'],
      ['iris-pr-2', '2999-01-01T00:00:00Z'],
    ].flatMap(([namespace = '', expiresAt = '']) => [
      aNamespace(namespace, { expiresAt }),
      aDeployment({ namespace }),
      aService({ namespace }),
    ]),
  )
  const run = commandLine(cluster)
  expect((await run('delete deployment --expired')).code).toBe(2)
  const told = await run('delete deployment --expired --yes')
  expect(told.out).toBe('deleted Service serve\ndeleted Deployment serve\ndeleted Namespace iris-pr-1\n')
  expect(cluster.objects('Namespace').map(({ metadata }) => metadata.name)).toEqual(['iris-pr-2'])
  expect((await run('delete deployment --expired --yes')).err).toBe('no preview is over its time\n')
})
