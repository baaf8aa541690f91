import { expect, test } from 'vitest'
import { serviceAccountController } from '../../../../src/local/controllers/access/service-accounts.ts'
import { testCluster } from '../../../builders-local.ts'

test('each namespace gets its default account and the certificate, again when they are deleted', async () => {
  const cluster = await testCluster([serviceAccountController({ caCertificate: 'PEM' })])
  cluster.store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } })
  await cluster.seconds(1)
  expect(cluster.get('ServiceAccount', 'default').metadata.namespace).toBe('team')
  expect(cluster.get('ConfigMap', 'kube-root-ca.crt')['data']).toEqual({ 'ca.crt': 'PEM' })
  cluster.store.delete({ apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'team', name: 'default' })
  await cluster.seconds(1)
  expect(cluster.get('ServiceAccount', 'default')).toBeDefined()
  cluster.store.update({ ...cluster.get('ConfigMap', 'kube-root-ca.crt'), data: { 'ca.crt': 'old' } })
  await cluster.seconds(1)
  expect(cluster.get('ConfigMap', 'kube-root-ca.crt')['data']).toEqual({ 'ca.crt': 'PEM' })
})
