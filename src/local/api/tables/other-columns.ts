import type { KubeObject } from '../../../plan/objects.ts'
import { at, draftsAt, listAt, textAt } from '../json.ts'
import { AGE, type Column, column, NAME, pairsText, text, textOr, wide } from './column.ts'

/** The columns of role bindings. */
export const bindingColumns: readonly Column[] = [
  NAME,
  column('Role', (object) => `${textAt(object, 'roleRef', 'kind')}/${textAt(object, 'roleRef', 'name')}`),
  AGE,
  wide('Users', (object) => subjects(object, 'User')),
  wide('Groups', (object) => subjects(object, 'Group')),
  wide('ServiceAccounts', (object) => subjects(object, 'ServiceAccount')),
]

function subjects(binding: KubeObject, kind: string): string {
  return draftsAt(binding, 'subjects')
    .filter((subject) => subject['kind'] === kind)
    .map((subject) => [textAt(subject, 'namespace'), textAt(subject, 'name')].filter((part) => part !== '').join('/'))
    .join(', ')
}

/** The columns of Ingresses. */
export const ingressColumns: readonly Column[] = [
  NAME,
  column('Class', (object) => textOr(at(object, 'spec', 'ingressClassName'), '<none>')),
  column('Hosts', (object) => {
    const hosts = draftsAt(object, 'spec', 'rules')
      .map((rule) => textAt(rule, 'host'))
      .filter((host) => host !== '')
    return hosts.length === 0 ? '*' : hosts.join(',')
  }),
  column('Address', () => ''),
  column('Ports', (object) => (listAt(object, 'spec', 'tls').length > 0 ? '80, 443' : '80')),
  AGE,
]

/** The columns of NetworkPolicies. */
export const networkPolicyColumns: readonly Column[] = [
  NAME,
  column('Pod-Selector', (object) => pairsText(object, ['spec', 'podSelector', 'matchLabels'])),
  AGE,
]

/** The columns of PodDisruptionBudgets. */
export const budgetColumns: readonly Column[] = [
  NAME,
  column('Min Available', (object) => textOr(at(object, 'spec', 'minAvailable'), 'N/A')),
  column('Max Unavailable', (object) => textOr(at(object, 'spec', 'maxUnavailable'), 'N/A')),
  column('Allowed Disruptions', (object) => at(object, 'status', 'disruptionsAllowed') ?? 0, { type: 'integer' }),
  AGE,
]

/** The columns of PersistentVolumeClaims. */
export const claimColumns: readonly Column[] = [
  NAME,
  text('Status', 'status', 'phase'),
  text('Volume', 'spec', 'volumeName'),
  text('Capacity', 'status', 'capacity', 'storage'),
  column('Access Modes', (object) => listAt(object, 'status', 'accessModes').map(short).join(',')),
  text('StorageClass', 'spec', 'storageClassName'),
  column('VolumeAttributesClass', (object) => textOr(at(object, 'spec', 'volumeAttributesClassName'), '<unset>')),
  AGE,
  wide('VolumeMode', (object) => textOr(at(object, 'spec', 'volumeMode'), '<unset>')),
]

function short(mode: unknown): string {
  return String(mode).replace(/[a-z]/g, '')
}

/** The columns of Leases. */
export const leaseColumns: readonly Column[] = [NAME, text('Holder', 'spec', 'holderIdentity'), AGE]
