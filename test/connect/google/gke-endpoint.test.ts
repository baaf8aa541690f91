import { expect, test } from 'vitest'
import { chooseEndpoint, endpointNotes } from '../../../src/connect/google/gke-endpoint.ts'

const body = (cluster: object) => JSON.stringify({ endpoint: '203.0.113.7', ...cluster })
const isPrivate = { privateClusterConfig: { enablePrivateEndpoint: true, privateEndpoint: '10.0.0.2' } }

test('a DNS name that is wanted and not there is no reason to take another address', () => {
  expect(() => chooseEndpoint(body({}), 'dns', 'the cluster')).toThrow('the cluster has no dns endpoint')
})

test('a cluster without a CA of its own is trusted by the public authorities', () => {
  expect(chooseEndpoint(body({}), 'public', 'the cluster')).toEqual({ server: 'https://203.0.113.7' })
})

test.each([
  ['a private address', isPrivate, 'auto', 'must be inside its network'],
  ['the private address that was wanted', {}, 'private', 'must be inside its network'],
  ['the gateway', {}, 'connect-gateway', '10 streams at a time'],
  ['a cluster that is being made', { status: 'PROVISIONING' }, 'auto', 'is PROVISIONING'],
] as const)('%s is noted', (_name, cluster, wanted, note) => {
  const notes = endpointNotes(body(cluster), wanted, 'prod')
  expect(notes).toHaveLength(1)
  expect(notes[0]).toContain(note)
})
