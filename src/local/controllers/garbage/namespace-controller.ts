import type { KubeObject } from '../../../plan/objects.ts'
import { listAt, textAt } from '../../api/json.ts'
import { withCondition } from '../conditions.ts'
import { type Control, type Controller, controlLoop } from '../control.ts'
import { mapAt } from '../fields.ts'
import { keyOf } from '../object-cache.ts'
import { idOf } from '../object-id.ts'
import { isDeleting } from '../pod-state.ts'
import { OWNED_KINDS } from './garbage-collector.ts'

const COMPONENT = 'namespace-controller'
const FINALIZER = 'kubernetes'
const RETRY_MS = 1000

const KINDS: readonly (readonly [string, string])[] = [
  ...OWNED_KINDS,
  ['v1', 'ResourceQuota'],
  ['v1', 'LimitRange'],
  ['v1', 'Event'],
]

/** How a namespace says that its contents are dealt with: what is good news, and what is not. */
const NEWS = {
  discovery: ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
  parsing: [
    'NamespaceDeletionGroupVersionParsingFailure',
    'ParsedGroupVersions',
    'All legacy kube types successfully parsed',
  ],
  content: [
    'NamespaceDeletionContentFailure',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ],
  remaining: ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
  finalizers: ['NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
} as const

/** Options of the namespace controller. */
export interface NamespaceOptions {
  /** Namespaced kinds beyond the built-in ones: custom resources. */
  readonly customKinds?: () => readonly (readonly [string, string])[]
}

/** Empties namespaces that are being deleted, then lets them go. */
export function namespaceController({ customKinds = () => [] }: NamespaceOptions = {}): Controller {
  return (control) => {
    const queue = controlLoop(control, {
      name: COMPONENT,
      cache: control.caches.of('v1', 'Namespace'),
      reconcile(namespace) {
        if (!isDeleting(namespace)) return
        const left = empty(control, namespace.metadata.name, [...KINDS, ...customKinds()])
        if (left.length === 0) return release(control, namespace)
        report(control, namespace, left)
        queue.add(keyOf(namespace), RETRY_MS)
      },
    })
  }
}

function empty(
  control: Control,
  namespace: string,
  kinds: readonly (readonly [string, string])[],
): readonly KubeObject[] {
  for (const [apiVersion, kind] of kinds)
    for (const object of control.store.list(apiVersion, kind, namespace))
      if (!isDeleting(object)) control.store.delete(idOf(object), { propagation: 'Background' })
  return kinds.flatMap(([apiVersion, kind]) => control.store.list(apiVersion, kind, namespace))
}

function report(control: Control, namespace: KubeObject, left: readonly KubeObject[]): void {
  const plural = (object: KubeObject) => `${object.kind.toLowerCase()}${object.kind.endsWith('s') ? 'es' : 's'}`
  const groups = [...Map.groupBy(left, (object) => `${plural(object)}${groupSuffix(object)}`)]
  const counts = groups.map(([name, objects]) => `${name} has ${objects.length} resource instances`).sort()
  const held = left.flatMap((object) => listAt(object, 'metadata', 'finalizers').map(String))
  const finalizers = [...Map.groupBy(held, (name) => name)].map(
    ([name, all]) => `${name} in ${all.length} resource instances`,
  )
  const bad = new Map<string, readonly [string, string]>([
    [NEWS.remaining[0], ['SomeResourcesRemain', `Some resources are remaining: ${counts.join(', ')}`]],
  ])
  if (held.length > 0)
    bad.set(NEWS.finalizers[0], [
      'SomeFinalizersRemain',
      `Some content in the namespace has finalizers remaining: ${finalizers.join(', ')}`,
    ])
  let conditions = listAt(namespace, 'status', 'conditions')
  for (const [type, reason, message] of Object.values(NEWS)) {
    const fault = bad.get(type)
    const condition = fault === undefined ? { reason, message } : { reason: fault[0], message: fault[1] }
    conditions = withCondition(
      conditions,
      { type, status: fault === undefined ? 'False' : 'True', ...condition },
      control.clock.now(),
    )
  }
  const status = { phase: 'Terminating', conditions }
  if (JSON.stringify(status) !== JSON.stringify(namespace['status']))
    control.store.updateStatus({ ...namespace, status })
}

function groupSuffix(object: KubeObject): string {
  const [group = '', version] = object.apiVersion.split('/')
  return version === undefined ? '.' : `.${group}`
}

function release(control: Control, namespace: KubeObject): void {
  const finalizers = listAt(namespace, 'spec', 'finalizers').filter((name) => name !== FINALIZER)
  const current = control.store.get(idOf(namespace)) ?? namespace
  control.store.update({ ...current, spec: { ...mapAt(current, 'spec'), finalizers } })
  const after = control.store.get(idOf(namespace))
  // Where the store does not end a namespace with its last finalizer, ask for the end once more.
  if (
    after !== undefined &&
    textAt(after, 'metadata', 'uid') === textAt(namespace, 'metadata', 'uid') &&
    finalizers.length === 0
  )
    control.store.delete(idOf(after), { gracePeriodSeconds: 0 })
}
