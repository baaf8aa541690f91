import { isDeepStrictEqual } from 'node:util'
import type { VirtualClock } from '../../src/local/clock-virtual.ts'
import { ProblemError } from '../../src/model/problem.ts'
import { field, type KubeObject } from '../../src/plan/objects.ts'
import type { ObjectRef } from '../../src/run/events.ts'
import type { Change, Cluster, Selection } from '../../src/run/ports.ts'

/** What the pod of a Job, or a Deployment, does. */
export interface Script {
  readonly exitCode?: number
  readonly seconds?: number
  readonly lines?: readonly string[]
  readonly message?: string
  /** A Deployment that never becomes ready. */
  readonly isBroken?: boolean
}

/** A cluster of a few rules: enough to see the engine's order of doing things, and to break off anywhere. */
export interface SmallCluster extends Cluster {
  /** All requests that change something, as `verb Kind/name`. */
  readonly writes: string[]
  objects(kind: string): readonly KubeObject[]
  /** The newest Job of a stage that was created, as JSON. */
  sent(stage: string): string
  put(object: KubeObject): KubeObject
  /** From the n-th change on, every request fails as if this process had been killed. */
  killAfter(changes: number): void
  revive(): void
  /** Calls back once, when that change is made. */
  onWrite(what: string, act: () => void): void
}

interface Watcher {
  readonly selection: Selection
  readonly changes: Change[]
  wake: () => void
}

/** A cluster whose pods follow a script by stage label, which may look at the object itself. */
export function smallCluster(clock: VirtualClock, script: (stage: string, object: KubeObject) => Script): SmallCluster {
  const stored = new Map<string, KubeObject>()
  const watchers = new Set<Watcher>()
  const writes: string[] = []
  let version = 100
  let uids = 0
  const jobs = new Map<string, string>()
  const awaited = new Map<string, () => void>()
  let allowed = Number.POSITIVE_INFINITY

  const key = (at: ObjectRef) => `${at.kind}/${at.namespace ?? ''}/${at.name}`
  const refOf = (object: KubeObject): ObjectRef => ({
    apiVersion: object.apiVersion,
    kind: object.kind,
    ...(object.metadata.namespace === undefined ? {} : { namespace: object.metadata.namespace }),
    name: object.metadata.name,
  })
  const alive = (): void => {
    if (allowed < 0) throw new Error('killed')
  }
  const change = (what: string): void => {
    alive()
    allowed--
    alive()
    writes.push(what)
    awaited.get(what)?.()
  }
  const send = (type: 'added' | 'modified' | 'deleted', object: KubeObject): void => {
    for (const watcher of watchers)
      if (matches(watcher.selection, object)) {
        watcher.changes.push({ type, object })
        watcher.wake()
      }
  }
  const put = (object: KubeObject): KubeObject => {
    const before = stored.get(key(refOf(object)))
    const metadata = { ...before?.metadata, ...object.metadata }
    const changed = !isDeepStrictEqual(field(before, 'spec'), field(object, 'spec'))
    const next: KubeObject = {
      ...(before === undefined ? {} : { status: before['status'] }),
      ...object,
      metadata: {
        ...metadata,
        uid: before?.metadata['uid'] ?? `uid-${++uids}`,
        creationTimestamp: before?.metadata['creationTimestamp'] ?? new Date(clock.now()).toISOString(),
        generation: Number(before?.metadata['generation'] ?? 0) + (changed ? 1 : 0),
        resourceVersion: String(++version),
      },
    }
    stored.set(key(refOf(object)), next)
    send(before === undefined ? 'added' : 'modified', next)
    if (before === undefined && object.kind === 'Job') startJob(next)
    if (object.kind === 'Deployment' && changed) rollOut(next)
    return next
  }
  const remove = (object: KubeObject): void => {
    stored.delete(key(refOf(object)))
    send('deleted', { ...object, metadata: { ...object.metadata, resourceVersion: String(++version) } })
    for (const child of [...stored.values()]) if (isOwnedBy(child, object.metadata['uid'])) remove(child)
  }
  const startJob = (job: KubeObject): void => {
    jobs.set(job.metadata.labels?.['bodywork.dev/stage'] ?? '', JSON.stringify(job))
    const { exitCode = 0, seconds = 1, message = '' } = script(job.metadata.labels?.['bodywork.dev/stage'] ?? '', job)
    const status = (state: object, phase: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `${job.metadata.name}-pod`,
        namespace: job.metadata.namespace ?? '',
        labels: { ...job.metadata.labels },
        ownerReferences: [{ kind: 'Job', name: job.metadata.name, uid: job.metadata['uid'] }],
      },
      spec: {},
      status: { phase, containerStatuses: [{ name: 'bodywork', restartCount: 0, state }] },
    })
    const stillThere = () => stored.has(key(refOf(job)))
    clock.after(100, () => void (stillThere() && put(status({ running: {} }, 'Running'))))
    const terminated = { exitCode, message }
    clock.after(100 + seconds * 1000, () => {
      if (stillThere()) put(status({ terminated }, exitCode === 0 ? 'Succeeded' : 'Failed'))
    })
  }
  const rollOut = (deployment: KubeObject): void => {
    const { isBroken = false, seconds = 1 } = script(
      deployment.metadata.labels?.['bodywork.dev/stage'] ?? '',
      deployment,
    )
    const generation = Number(deployment.metadata['generation'])
    clock.after(seconds * 1000, () => {
      const live = stored.get(key(refOf(deployment)))
      if (live === undefined || live.metadata['generation'] !== generation) return
      put({ ...live, status: { observedGeneration: generation, isReady: !isBroken, isBroken } })
    })
  }
  const taken = (object: KubeObject): never => {
    throw new ProblemError('cluster', [
      { severity: 'error', code: 'cluster/conflict', message: `${object.kind} ${object.metadata.name} has changed` },
    ])
  }
  return {
    writes,
    put,
    objects: (kind) => [...stored.values()].filter((object) => object.kind === kind),
    sent: (stage) => jobs.get(stage) ?? '',
    killAfter: (changes) => {
      allowed = changes
    },
    onWrite: (what, act) => void awaited.set(what, act),
    revive: () => {
      allowed = Number.POSITIVE_INFINITY
    },
    get: async (ref) => {
      alive()
      return stored.get(key(ref))
    },
    list: async (selection) => {
      alive()
      return [...stored.values()].filter((object) => matches(selection, object))
    },
    create: async (object) => {
      const existing = stored.get(key(refOf(object)))
      change(`create ${object.kind}/${object.metadata.name}`)
      return existing === undefined ? { object: put(object), existed: false } : { object: existing, existed: true }
    },
    apply: async (object) => {
      change(`apply ${object.kind}/${object.metadata.name}`)
      return put(object)
    },
    replace: async (object) => {
      const live = stored.get(key(refOf(object)))
      change(`replace ${object.kind}/${object.metadata.name}`)
      const wanted = object.metadata['resourceVersion']
      if (live === undefined || (wanted !== undefined && live.metadata['resourceVersion'] !== wanted))
        return taken(object)
      return put(object)
    },
    patch: async (ref) => {
      change(`patch ${ref.kind}/${ref.name}`)
      const live = stored.get(key(ref))
      if (live === undefined) throw new Error('nothing to patch')
      return live
    },
    delete: async (ref, options) => {
      const live = stored.get(key(ref))
      change(`delete ${ref.kind}/${ref.name}`)
      if (live === undefined || (options?.uid !== undefined && options.uid !== live.metadata['uid'])) return false
      remove(live)
      return true
    },
    async *watch(selection, signal) {
      const watcher: Watcher = { selection, changes: [], wake: () => undefined }
      for (const object of stored.values())
        if (matches(selection, object)) watcher.changes.push({ type: 'added', object })
      watcher.changes.push({ type: 'synced', resourceVersion: String(version) })
      watchers.add(watcher)
      signal.addEventListener('abort', () => watcher.wake(), { once: true })
      try {
        while (!signal.aborted) {
          const next = watcher.changes.shift()
          if (next !== undefined) yield next
          else
            await new Promise<void>((resolve) => {
              watcher.wake = resolve
            })
        }
      } finally {
        watchers.delete(watcher)
      }
    },
    async *logs({ pod }) {
      const live = [...stored.values()].find(({ kind, metadata }) => kind === 'Pod' && metadata.name === pod)
      const { lines = [] } = live === undefined ? {} : script(live.metadata.labels?.['bodywork.dev/stage'] ?? '', live)
      for (const text of lines) yield { time: '', text }
    },
    can: async () => true,
    serverTime: () => clock.now(),
  }
}

function isOwnedBy(object: KubeObject, uid: unknown): boolean {
  const owners = object.metadata['ownerReferences']
  return Array.isArray(owners) && owners.some((owner) => field(owner, 'uid') === uid)
}

function matches(selection: Selection, object: KubeObject): boolean {
  if (object.kind !== selection.kind) return false
  if (selection.namespace !== undefined && object.metadata.namespace !== selection.namespace) return false
  const terms = selection.labelSelector?.split(',') ?? []
  const name = selection.fieldSelector?.replace('metadata.name=', '')
  if (name !== undefined && object.metadata.name !== name) return false
  return terms.every((term) => {
    const [label = '', value] = term.split('=')
    const found = object.metadata.labels?.[label]
    return value === undefined ? found !== undefined : found === value
  })
}
