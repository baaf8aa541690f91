import { isDeepStrictEqual } from 'node:util'
import { alreadyExists, conflict, notFound, OBJECT_MODIFIED } from '../src/local/api/fault.ts'
import { listAt, numberAt, textAt } from '../src/local/api/json.ts'
import { createResources } from '../src/local/api/resources.ts'
import { type VirtualClock, virtualClock } from '../src/local/clock-virtual.ts'
import type { LocalStore, ObjectKey, StoreDeleteOptions, StoreEvent } from '../src/local/contract.ts'
import { type Controller, controlOf } from '../src/local/controllers/control.ts'
import { mapAt, textsAt } from '../src/local/controllers/fields.ts'
import type { Admission } from '../src/local/controllers/quota/admission.ts'
import { startOn } from '../src/local/controllers/start.ts'
import type { PodBehaviour, Script } from '../src/local/node/simulated/behaviour.ts'
import { simulatedNode } from '../src/local/node/simulated/simulated-node.ts'
import { timestamp } from '../src/local/timestamp.ts'
import type { KubeObject } from '../src/plan/objects.ts'

/** A store of the plainest kind: enough of an API server to see what controllers do to it. */
export interface MemoryStore extends LocalStore {
  readonly clock: VirtualClock
  /** Every write so far, in order. */
  readonly history: readonly StoreEvent[]
}

/** An empty store on a virtual clock. */
export function memoryStore(admission: readonly Admission[] = []): MemoryStore {
  const clock = virtualClock()
  const objects = new Map<string, KubeObject>()
  const watchers = new Set<{ kinds: readonly string[]; callback: (event: StoreEvent) => void }>()
  const resources = createResources()
  const history: StoreEvent[] = []
  let version = 0
  let serial = 0

  const keyOf = ({ apiVersion, kind, namespace, name }: ObjectKey) => `${apiVersion}/${kind}/${namespace ?? ''}/${name}`
  const idOf = (object: KubeObject): ObjectKey => ({ ...object, ...object.metadata })
  const nameOf = (object: KubeObject) =>
    resources.ofKind(object.apiVersion, object.kind) ?? { group: '', resource: object.kind }

  function write(type: StoreEvent['type'], draft: KubeObject): KubeObject {
    const object = { ...draft, metadata: { ...draft.metadata, resourceVersion: `${++version}` } }
    if (type === 'DELETED') objects.delete(keyOf(idOf(object)))
    else objects.set(keyOf(idOf(object)), object)
    history.push({ type, object })
    for (const { kinds, callback } of [...watchers]) if (kinds.includes(object.kind)) callback({ type, object })
    return object
  }

  function current(object: KubeObject): KubeObject {
    const known = objects.get(keyOf(idOf(object)))
    if (known === undefined) throw notFound(nameOf(object), object.metadata.name)
    const asked = object.metadata['resourceVersion']
    if (asked !== undefined && asked !== known.metadata['resourceVersion'])
      throw conflict(nameOf(object), object.metadata.name, OBJECT_MODIFIED)
    return known
  }

  function finishUpdate(known: KubeObject, next: KubeObject): KubeObject {
    if (isDeepStrictEqual(known, next)) return known
    const isOver =
      textAt(next, 'metadata', 'deletionTimestamp') !== '' && listAt(next, 'metadata', 'finalizers').length === 0
    const hasTime =
      (next.kind === 'Pod' && numberAt(next, 'metadata', 'deletionGracePeriodSeconds') !== 0) ||
      (next.kind === 'Namespace' && listAt(next, 'spec', 'finalizers').length > 0)
    return write(isOver && !hasTime ? 'DELETED' : 'MODIFIED', next)
  }

  return {
    clock,
    history,
    get: (key) => objects.get(keyOf(key)),
    list: (apiVersion, kind, namespace) =>
      [...objects.values()].filter(
        (object) =>
          object.apiVersion === apiVersion &&
          object.kind === kind &&
          (namespace === undefined || object.metadata.namespace === namespace),
      ),
    create(draft) {
      const stem = textAt(draft, 'metadata', 'generateName')
      const name = draft.metadata.name || `${stem}${(++serial).toString(36).padStart(5, 'x')}`
      const uid = `00000000-0000-4000-8000-${`${++serial}`.padStart(12, '0')}`
      const named = {
        ...draft,
        metadata: { ...draft.metadata, name, uid, generation: 1, creationTimestamp: timestamp(clock.now()) },
      }
      if (objects.has(keyOf(idOf(named)))) throw alreadyExists(nameOf(named), name)
      return write(
        'ADDED',
        admission.reduce((object, admit) => admit(object, this), withDefaults(named)),
      )
    },
    update(draft) {
      const known = current(draft)
      const isOther = !isDeepStrictEqual(known['spec'], draft['spec'])
      const generation = Number(known.metadata['generation']) + (isOther ? 1 : 0)
      const status = known['status'] === undefined ? {} : { status: known['status'] }
      const { resourceVersion: _own, ...metadata } = draft.metadata
      const { status: _theirs, ...rest } = draft
      const kept = { ...metadata, generation, resourceVersion: known.metadata['resourceVersion'] }
      return finishUpdate(known, { ...rest, ...status, metadata: kept } as KubeObject)
    },
    updateStatus(draft) {
      const known = current(draft)
      return finishUpdate(known, { ...known, status: draft['status'] })
    },
    delete(key, options: StoreDeleteOptions = {}) {
      const known = objects.get(keyOf(key))
      if (known === undefined) throw notFound({ group: '', resource: key.kind }, key.name)
      const own = listAt(known, 'metadata', 'finalizers').map(String)
      const added = { Foreground: ['foregroundDeletion'], Orphan: ['orphan'], Background: [] }[
        options.propagation ?? 'Background'
      ]
      const finalizers = [...new Set([...own, ...added])]
      const isAssigned = key.kind === 'Pod' && textAt(known, 'spec', 'nodeName') !== ''
      const isFinished = ['Succeeded', 'Failed'].includes(textAt(known, 'status', 'phase'))
      const grace =
        options.gracePeriodSeconds ??
        (isAssigned && !isFinished ? (numberAt(known, 'spec', 'terminationGracePeriodSeconds') ?? 30) : 0)
      const isNamespace = key.kind === 'Namespace' && listAt(known, 'spec', 'finalizers').length > 0
      const deletionTimestamp = textAt(known, 'metadata', 'deletionTimestamp') || timestamp(clock.now() + grace * 1000)
      const marks = {
        deletionTimestamp,
        deletionGracePeriodSeconds: grace,
        ...(finalizers.length > 0 && { finalizers }),
      }
      const marked = { ...known, metadata: { ...known.metadata, ...marks } }
      if (finalizers.length === 0 && grace === 0 && !isNamespace) write('DELETED', marked)
      else if (!isDeepStrictEqual(known, marked)) write('MODIFIED', marked)
    },
    watch(kinds, callback) {
      const watcher = { kinds, callback }
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  }
}

function withDefaults(object: KubeObject): KubeObject {
  if (object.kind === 'Pod') return { ...object, status: { phase: 'Pending', qosClass: 'BestEffort' } }
  if (object.kind === 'Namespace')
    return { ...object, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }
  if (object.kind !== 'Job') return object
  const uid = textAt(object, 'metadata', 'uid')
  const template = mapAt(object, 'spec', 'template')
  const labels = {
    ...textsAt(template, 'metadata', 'labels'),
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': object.metadata.name,
  }
  const spec = { completions: 1, parallelism: 1, ...mapAt(object, 'spec') }
  return {
    ...object,
    spec: { ...spec, template: { ...template, metadata: { ...mapAt(template, 'metadata'), labels } } },
    status: {},
  }
}

/** A store with these controllers and a simulated node on it. */
export interface TestCluster {
  readonly store: MemoryStore
  readonly clock: VirtualClock
  get(kind: string, name: string): KubeObject
  pods(): readonly KubeObject[]
  events(reason?: string): readonly string[]
  /** Lets that many seconds pass. */
  seconds(count: number): Promise<void>
}

/** Starts controllers; a mistake of one of them fails the test at the next `seconds`. */
export async function testCluster(
  controllers: readonly Controller[],
  script?: Script | PodBehaviour,
  admission: readonly Admission[] = [],
): Promise<TestCluster> {
  const store = memoryStore(admission)
  const mistakes: unknown[] = []
  startOn(
    controlOf(store, (_name, _key, error) => void mistakes.push(error)),
    controllers,
  )
  const choose: Script | undefined =
    typeof script === 'function' ? script : script === undefined ? undefined : () => script
  store.create(nodeObject('local'))
  simulatedNode({ name: 'local', ...(choose && { script: choose }) }).start(store)
  return {
    store,
    clock: store.clock,
    get(kind, name) {
      const found = store.history.findLast(({ object }) => object.kind === kind && object.metadata.name === name)
      const object = found && store.get({ ...found.object, namespace: found.object.metadata.namespace ?? '', name })
      if (object === undefined) throw new Error(`there is no ${kind} ${name}`)
      return object
    },
    pods: () => store.list('v1', 'Pod', 'team'),
    events: (reason) =>
      store
        .list('v1', 'Event')
        .filter((event) => reason === undefined || event['reason'] === reason)
        .map((event) => String(event['message'])),
    async seconds(count) {
      await store.clock.advance(count * 1000)
      if (mistakes.length > 0) throw mistakes[0]
    },
  }
}

/** A node with room for four CPUs and 8 GiB. */
export function nodeObject(name: string, changes: Readonly<Record<string, unknown>> = {}): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    spec: {},
    status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } },
    ...changes,
  }
}

/** A Job `train` in the namespace `team`. */
export function jobObject(
  spec: Readonly<Record<string, unknown>> = {},
  pod: Readonly<Record<string, unknown>> = {},
): KubeObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'train', namespace: 'team' },
    spec: { template: podTemplate({ restartPolicy: 'Never', ...pod }), ...spec },
  }
}

/** A Deployment `serve` in the namespace `team`. */
export function deploymentObject(spec: Readonly<Record<string, unknown>> = {}, image = 'model:1'): KubeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'serve', namespace: 'team' },
    spec: { replicas: 2, selector: { matchLabels: { app: 'serve' } }, template: podTemplate({}, image), ...spec },
  }
}

/** A pod template with one container `main`. */
export function podTemplate(spec: Readonly<Record<string, unknown>> = {}, image = 'model:1'): Record<string, unknown> {
  return { metadata: { labels: { app: 'serve' } }, spec: { containers: [{ name: 'main', image }], ...spec } }
}

/** A pod `one` in the namespace `team`. */
export function podObject(
  spec: Readonly<Record<string, unknown>> = {},
  metadata: Readonly<Record<string, unknown>> = {},
): KubeObject {
  const template = podTemplate({ restartPolicy: 'Never', ...spec })
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'one', namespace: 'team', labels: { app: 'serve' }, ...metadata },
    spec: template['spec'],
  }
}

/** The conditions of an object that are true, with their reasons. */
export function trueConditions(object: KubeObject): readonly string[] {
  return listAt(object, 'status', 'conditions')
    .filter((condition) => textAt(condition, 'status') === 'True')
    .map((condition) => `${textAt(condition, 'type')} ${textAt(condition, 'reason')}`.trim())
}
