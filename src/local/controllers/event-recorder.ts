import type { KubeObject } from '../../plan/objects.ts'
import { textAt } from '../api/json.ts'
import type { LocalStore } from '../contract.ts'
import { flat } from '../flat.ts'
import { microTimestamp, timestamp } from '../timestamp.ts'
import { countAt, present } from './fields.ts'

/** What happened to an object, as `kubectl describe` shows it. */
export interface Happening {
  readonly type: 'Normal' | 'Warning'
  readonly reason: string
  readonly message: string
  /** Who says so, such as `job-controller`. */
  readonly component: string
  readonly host?: string
  /** Which part of the object, such as `spec.containers{main}`. */
  readonly fieldPath?: string
  /** Set by sources that write the newer form of events: the scheduler. */
  readonly action?: string
}

/** Writes events; those that repeat are counted instead of written again. */
export interface EventRecorder {
  record(object: KubeObject, happening: Happening): void
  stop(): void
}

// The numbers of client-go's correlator: a source may write 25 events of an object, then one every five minutes;
// ten similar messages within ten minutes become one.
const BURST = 25
const REFILL_MS = 300_000
const SIMILAR = 10
const SIMILAR_MS = 600_000
const REMEMBERED = 4096
const TIME_TO_LIVE_MS = 3_600_000

interface Bucket {
  tokens: number
  at: number
}

interface Similar {
  readonly messages: Set<string>
  at: number
}

/** A recorder that writes into that store, also when the object's namespace is going away (then it writes nothing). */
export function eventRecorder(store: LocalStore): EventRecorder {
  const { clock } = store
  const names = new Map<string, string>()
  // The same words of thousands of events are kept once.
  const words = new Map<string, string>()
  const buckets = new Map<string, Bucket>()
  const similar = new Map<string, Similar>()
  const dying: { readonly namespace: string; readonly name: string; readonly due: number }[] = []
  let serial = 0
  let cancelSweep: (() => void) | undefined

  function record(object: KubeObject, happening: Happening): void {
    if (!takeToken(buckets, `${happening.component} ${uidOf(object)}`, clock.now())) return
    const combined = combine(similar, object, happening, clock.now())
    const key = `${uidOf(object)} ${combined.reason} ${combined.message} ${combined.fieldPath ?? ''} ${combined.component}`
    try {
      if (!repeat(object, key)) write(object, key, combined)
    } catch {
      // Events are hints: no controller fails because one could not be written.
    }
  }

  function repeat(object: KubeObject, key: string): boolean {
    const name = names.get(key)
    if (name === undefined) return false
    const event = store.get({ apiVersion: 'v1', kind: 'Event', namespace: namespaceOf(object), name })
    if (event === undefined) return false
    const series = countAt(event, 'count') > 0
    const counted = series
      ? { count: countAt(event, 'count') + 1, lastTimestamp: timestamp(clock.now()) }
      : { series: { count: countAt(event, 'series', 'count') + 1 || 2, lastObservedTime: microTimestamp(clock.now()) } }
    store.update({ ...event, ...counted })
    return true
  }

  function write(object: KubeObject, key: string, happening: Happening): void {
    const name = flat(`${object.metadata.name}.${(clock.now() * 1000 + serial++).toString(16)}`)
    const { message, fieldPath } = happening
    const kept = { message: shared(words, message), ...(fieldPath && { fieldPath: shared(words, fieldPath) }) }
    store.create(eventFor(object, name, { ...happening, ...kept }, clock.now()))
    remember(names, key, name)
    dying.push({ namespace: namespaceOf(object), name, due: clock.now() + TIME_TO_LIVE_MS })
    cancelSweep ??= clock.after(TIME_TO_LIVE_MS, sweep)
  }

  function sweep(): void {
    while ((dying[0]?.due ?? Number.POSITIVE_INFINITY) <= clock.now()) {
      const { namespace = '', name = '' } = dying.shift() ?? {}
      const key = { apiVersion: 'v1', kind: 'Event', namespace, name }
      const event = store.get(key)
      const last = Date.parse(textAt(event, 'lastTimestamp'))
      if (last + TIME_TO_LIVE_MS > clock.now() + 1000) dying.push({ namespace, name, due: last + TIME_TO_LIVE_MS })
      else if (event !== undefined) store.delete(key)
    }
    const next = dying[0]
    cancelSweep = next === undefined ? undefined : clock.after(next.due - clock.now(), sweep)
  }

  return { record, stop: () => cancelSweep?.() }
}

function eventFor(object: KubeObject, name: string, happening: Happening, now: number): KubeObject {
  const { type, reason, message, component, host, action } = happening
  const isNew = action !== undefined
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace: namespaceOf(object) },
    involvedObject: present({
      kind: object.kind,
      namespace: object.metadata.namespace,
      name: object.metadata.name,
      uid: uidOf(object),
      apiVersion: object.apiVersion,
      resourceVersion: textAt(object, 'metadata', 'resourceVersion') || undefined,
      fieldPath: happening.fieldPath,
    }),
    reason,
    message,
    source: isNew ? {} : present({ component, host }),
    firstTimestamp: isNew ? null : timestamp(now),
    lastTimestamp: isNew ? null : timestamp(now),
    ...(isNew ? { action } : { count: 1 }),
    type,
    eventTime: isNew ? microTimestamp(now) : null,
    reportingComponent: component,
    reportingInstance: host ?? (isNew ? `${component}-local` : ''),
  }
}

function takeToken(buckets: Map<string, Bucket>, key: string, now: number): boolean {
  const bucket = buckets.get(key) ?? { tokens: BURST, at: now }
  const refilled = Math.min(BURST, bucket.tokens + (now - bucket.at) / REFILL_MS)
  const isAllowed = refilled >= 1
  remember(buckets, key, { tokens: isAllowed ? refilled - 1 : refilled, at: now })
  return isAllowed
}

function combine(groups: Map<string, Similar>, object: KubeObject, happening: Happening, now: number): Happening {
  const key = `${uidOf(object)} ${happening.component} ${happening.type} ${happening.reason}`
  const known = groups.get(key)
  const group = known !== undefined && now - known.at <= SIMILAR_MS ? known : { messages: new Set<string>(), at: now }
  group.at = now
  remember(groups, key, group)
  if (group.messages.has(happening.message)) return happening
  if (group.messages.size < SIMILAR - 1) {
    group.messages.add(happening.message)
    return happening
  }
  return { ...happening, message: `(combined from similar events): ${happening.message}` }
}

function shared(known: Map<string, string>, text: string): string {
  const found = known.get(text) ?? text
  remember(known, found, found)
  return found
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  const oldest = map.size > REMEMBERED ? map.keys().next().value : undefined
  if (oldest !== undefined) map.delete(oldest)
}

function uidOf(object: KubeObject): string {
  return textAt(object, 'metadata', 'uid')
}

function namespaceOf(object: KubeObject): string {
  return object.metadata.namespace ?? 'default'
}
