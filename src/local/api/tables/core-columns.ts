import type { KubeObject } from '../../../plan/objects.ts'
import { at, draftAt, draftsAt, listAt, numberAt, textAt, textsAt } from '../json.ts'
import { ageOf } from './age.ts'
import { AGE, type Column, column, NAME, pairsText, text, textOr, wide } from './column.ts'

/** The columns of Services. */
export const serviceColumns: readonly Column[] = [
  NAME,
  text('Type', 'spec', 'type'),
  column('Cluster-IP', (object) => textOr(at(object, 'spec', 'clusterIP'), '<none>')),
  column('External-IP', (object) => {
    const isPending = textAt(object, 'spec', 'type') === 'LoadBalancer'
    return textOr(at(object, 'spec', 'externalName'), isPending ? '<pending>' : '<none>')
  }),
  column('Port(s)', (object) => {
    const ports = draftsAt(object, 'spec', 'ports').map(
      ({ port, nodePort, protocol }) => `${port}${nodePort === undefined ? '' : `:${nodePort}`}/${protocol}`,
    )
    return ports.length === 0 ? '<none>' : ports.join(',')
  }),
  AGE,
  wide('Selector', (object) => pairsText(object, ['spec', 'selector'])),
]

function dataCount(object: KubeObject): number {
  const keys = (field: string) => Object.keys(draftAt(object, field) ?? {}).length
  return keys('data') + keys('binaryData')
}

/** The columns of ConfigMaps. */
export const configMapColumns: readonly Column[] = [NAME, column('Data', dataCount), AGE]

/** The columns of Secrets. */
export const secretColumns: readonly Column[] = [NAME, text('Type', 'type'), column('Data', dataCount), AGE]

/** The columns of Namespaces. */
export const namespaceColumns: readonly Column[] = [NAME, text('Status', 'status', 'phase'), AGE]

/** The columns of Nodes. */
export const nodeColumns: readonly Column[] = [
  NAME,
  column('Status', (node) => {
    const ready = draftsAt(node, 'status', 'conditions').find((item) => item['type'] === 'Ready')
    const state = ready?.['status'] === 'True' ? 'Ready' : 'NotReady'
    return at(node, 'spec', 'unschedulable') === true ? `${state},SchedulingDisabled` : state
  }),
  column('Roles', () => '<none>'),
  AGE,
  text('Version', 'status', 'nodeInfo', 'kubeletVersion'),
  wide('Internal-IP', (node) => {
    const found = draftsAt(node, 'status', 'addresses').find((item) => item['type'] === 'InternalIP')
    return textOr(found?.['address'], '<none>')
  }),
]

/** The columns of Events. */
export const eventColumns: readonly Column[] = [
  column('Last Seen', (event, now) => ageOf(lastSeen(event), now)),
  text('Type', 'type'),
  text('Reason', 'reason'),
  column(
    'Object',
    (event) => `${textAt(event, 'involvedObject', 'kind').toLowerCase()}/${textAt(event, 'involvedObject', 'name')}`,
  ),
  wide('Subobject', (event) => textAt(event, 'involvedObject', 'fieldPath')),
  wide('Source', (event) => textAt(event, 'source', 'component') || textAt(event, 'reportingComponent')),
  column('Message', (event) => textAt(event, 'message').trim()),
  wide('First Seen', (event, now) => ageOf(textAt(event, 'firstTimestamp') || lastSeen(event), now)),
  wide('Count', (event) => numberAt(event, 'count') ?? 1),
  wide('Name', (event) => event.metadata.name),
]

function lastSeen(event: KubeObject): string {
  return (
    textAt(event, 'series', 'lastObservedTime') ||
    textAt(event, 'lastTimestamp') ||
    textAt(event, 'eventTime') ||
    textAt(event, 'metadata', 'creationTimestamp')
  )
}

/** The columns of EndpointSlices. */
export const sliceColumns: readonly Column[] = [
  NAME,
  text('AddressType', 'addressType'),
  column('Ports', (slice) =>
    someOf(
      draftsAt(slice, 'ports').map((port) => String(port['port'] ?? '*')),
      '<unset>',
    ),
  ),
  column('Endpoints', (slice) =>
    someOf(
      draftsAt(slice, 'endpoints').flatMap((endpoint) => listAt(endpoint, 'addresses').map(String)),
      '<unset>',
    ),
  ),
  AGE,
]

function someOf(items: readonly string[], fallback: string): string {
  if (items.length === 0) return fallback
  const more = items.length > 3 ? ` + ${items.length - 3} more...` : ''
  return `${items.slice(0, 3).join(',')}${more}`
}

/** The columns of ResourceQuotas. */
export const quotaColumns: readonly Column[] = [
  NAME,
  column('Request', (quota) => amounts(quota, (name) => !name.startsWith('limits.'))),
  column('Limit', (quota) => amounts(quota, (name) => name.startsWith('limits.'))),
  AGE,
]

function amounts(quota: KubeObject, isMeant: (name: string) => boolean): string {
  const used = textsAt(quota, 'status', 'used')
  return Object.entries(textsAt(quota, 'status', 'hard'))
    .filter(([name]) => isMeant(name))
    .map(([name, hard]) => `${name}: ${used[name] ?? '0'}/${hard}`)
    .join(', ')
}
