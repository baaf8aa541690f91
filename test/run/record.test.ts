import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { contentHash, isOpen, lastGood, recordsIn, restorable, secretsOf } from '../../src/run/record.ts'
import { aRecord } from './records.ts'

test('a record survives being written to Secrets and read again', () => {
  const record = aRecord({ note: 'ünïcode' })
  expect(recordsIn(secretsOf(record))).toEqual([record])
})

test('a record of several megabytes is cut into pieces that fit, whatever their order', () => {
  const record = aRecord({ note: randomBytes(2_000_000).toString('base64') })
  const secrets = secretsOf(record)
  expect(secrets.length).toBeGreaterThan(2)
  expect(secrets.every((secret) => JSON.stringify(secret).length < 1_400_000)).toBe(true)
  expect(recordsIn([...secrets].reverse())).toEqual([record])
  expect(recordsIn(secrets.slice(1))).toEqual([])
})

test('records come newest first, and strange Secrets are passed over', () => {
  const records = [aRecord(), aRecord({ revision: 10 }), aRecord({ revision: 9 })]
  const strange = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' }, type: 'Opaque', data: {} }
  expect(recordsIn([strange, ...records.flatMap(secretsOf)]).map(({ revision }) => revision)).toEqual([10, 9, 1])
})

test('the last good version is the newest that was deployed, not the one before', () => {
  const records = [aRecord({ revision: 3, status: 'rolled-back' }), aRecord({ revision: 2, status: 'deployed' })]
  expect(lastGood(records)?.revision).toBe(2)
  expect(records.map(isOpen)).toEqual([false, false])
  expect(isOpen(aRecord({ status: 'cancelled' }))).toBe(true)
  expect(isOpen(aRecord({ status: 'cancelled', kept: true }))).toBe(false)
})

test('what the server keeps for itself is not restored', () => {
  const live = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 's',
      namespace: 'ns',
      uid: 'u',
      resourceVersion: '1',
      managedFields: [],
      annotations: { 'deployment.kubernetes.io/revision': '4' },
      labels: { a: 'b' },
    },
    spec: { clusterIP: '10.0.0.1' },
    status: {},
  }
  expect(restorable(live)).toEqual({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 's', namespace: 'ns', labels: { a: 'b' } },
    spec: { clusterIP: '10.0.0.1' },
  })
})

test('a content hash does not depend on the order of keys', () => {
  expect(contentHash({ a: 1, b: { c: 2, d: 3 } })).toBe(contentHash({ b: { d: 3, c: 2 }, a: 1 }))
})
