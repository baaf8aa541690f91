import { field, type KubeObject } from '../plan/objects.ts'
import type { Change, Clock, Selection } from '../run/ports.ts'
import { lineSplitter } from './line-splitter.ts'
import type { ApiResponse } from './transport.ts'

/** What a watch needs of the cluster it watches. */
export interface WatchParts {
  readonly clock: Clock
  readonly random: () => number
  /** The whole set, and the version it was read at. */
  list(selection: Selection): Promise<{ readonly items: readonly KubeObject[]; readonly resourceVersion: string }>
  /** The stream of changes since a version; a refusal is thrown with its `status`. */
  open(selection: Selection, resourceVersion: string, signal: AbortSignal): Promise<ApiResponse>
  onTrouble?(selection: Selection, why: string): void
}

/** No event and no bookmark for this long means a connection that is dead without saying so. */
const silenceMs = 90_000
const longestPauseMs = 10_000
/** A stream that lived this long was no failure. */
const healthyMs = 10_000

/** Lists, then follows changes until aborted; cuts, 410 and silence lead to a new start that synthesises what was missed. */
export async function* watchSelection(
  parts: WatchParts,
  selection: Selection,
  signal: AbortSignal,
): AsyncGenerator<Change> {
  const known = new Map<string, KubeObject>()
  let version: string | undefined
  let failures = 0
  while (!signal.aborted) {
    if (version === undefined) {
      const listed = await parts.list(selection)
      version = listed.resourceVersion
      yield* differences(known, listed.items)
      yield { type: 'synced', resourceVersion: version }
    }
    const stream = streamOf(parts, selection, version, signal)
    const openedAt = parts.clock.now()
    let hasProgress = false
    try {
      for await (const event of stream) {
        if (event.kind === 'gone') {
          version = undefined
          break
        }
        hasProgress = true
        version = event.resourceVersion ?? version
        if (event.kind === 'change') {
          remember(known, event.change)
          yield event.change
        }
      }
    } catch (error) {
      if (signal.aborted) return
      if (statusOf(error) === 410) version = undefined
      else if (isRefusal(error)) throw error
      parts.onTrouble?.(selection, error instanceof Error ? error.message : String(error))
    }
    // Streams that die young are opened with growing pauses, whatever they said: a server in trouble is left in peace.
    failures = parts.clock.now() - openedAt >= healthyMs ? 0 : failures + 1
    if (failures > 1 || (failures === 1 && !hasProgress))
      await parts.clock
        .sleep(parts.random() * Math.min(longestPauseMs, 100 * 2 ** failures), signal)
        .catch(() => undefined)
  }
}

type StreamEvent =
  | { readonly kind: 'change'; readonly change: Change; readonly resourceVersion?: string }
  | { readonly kind: 'bookmark'; readonly resourceVersion?: string }
  | { readonly kind: 'gone' }

async function* streamOf(
  parts: WatchParts,
  selection: Selection,
  version: string,
  outer: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const silence = new AbortController()
  const signal = AbortSignal.any([outer, silence.signal])
  const guard = silenceGuard(parts.clock, silence)
  try {
    const response = await parts.open(selection, version, signal)
    const splitter = lineSplitter()
    for await (const chunk of response.body) {
      guard.heard()
      for (const line of splitter.push(chunk)) {
        const event = parsed(line)
        if (event !== undefined) yield event
      }
    }
  } finally {
    guard.stop()
    silence.abort()
  }
}

/** Aborts when nothing was heard for too long; it looks at the clock rarely, whatever the traffic. */
function silenceGuard(clock: Clock, controller: AbortController): { heard(): void; stop(): void } {
  const stopped = new AbortController()
  let last = clock.now()
  const loop = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await clock.sleep(Math.max(1, last + silenceMs - clock.now()), stopped.signal)
      if (clock.now() - last >= silenceMs) controller.abort(new Error(`silent for ${silenceMs / 1000} s`))
    }
  }
  loop().catch(() => undefined)
  return {
    heard: () => {
      last = clock.now()
    },
    stop: () => stopped.abort(),
  }
}

const changeTypes: Readonly<Record<string, 'added' | 'modified' | 'deleted'>> = {
  ADDED: 'added',
  MODIFIED: 'modified',
  DELETED: 'deleted',
}

/** A frame that cannot be read ends the stream: what it said is learnt by listing again. */
function parsed(line: string): StreamEvent | undefined {
  if (line.trim() === '') return undefined
  let frame: unknown
  try {
    frame = JSON.parse(line)
  } catch {
    return { kind: 'gone' }
  }
  const type = String(field(frame, 'type'))
  const object = field(frame, 'object')
  const version = field(object, 'metadata', 'resourceVersion')
  const at = typeof version === 'string' ? { resourceVersion: version } : {}
  if (type === 'BOOKMARK') return { kind: 'bookmark', ...at }
  const change = changeTypes[type]
  if (change === undefined) return { kind: 'gone' }
  if (!isObject(object)) return { kind: 'gone' }
  return { kind: 'change', change: { type: change, object: pruned(object) }, ...at }
}

/** What listing again shows against what is known: additions, changes and the deletions nobody told. */
function* differences(known: Map<string, KubeObject>, items: readonly KubeObject[]): Generator<Change> {
  const left = new Map(known)
  for (const object of items) {
    const key = keyOf(object)
    const before = left.get(key)
    left.delete(key)
    if (before !== undefined && before.metadata['uid'] !== object.metadata['uid'])
      yield { type: 'deleted', object: before }
    const isSame =
      before?.metadata['resourceVersion'] === object.metadata['resourceVersion'] &&
      before?.metadata['uid'] === object.metadata['uid']
    known.set(key, object)
    if (!isSame)
      yield {
        type: before === undefined || before.metadata['uid'] !== object.metadata['uid'] ? 'added' : 'modified',
        object,
      }
  }
  for (const [key, object] of left) {
    known.delete(key)
    yield { type: 'deleted', object }
  }
}

function remember(known: Map<string, KubeObject>, change: Change): void {
  if (change.type === 'synced') return
  if (change.type === 'deleted') known.delete(keyOf(change.object))
  else known.set(keyOf(change.object), change.object)
}

function keyOf(object: KubeObject): string {
  return `${object.metadata.namespace ?? ''}/${object.metadata.name}`
}

/** The object without `managedFields`, which are half of its bytes and nobody here reads. */
export function pruned(object: KubeObject): KubeObject {
  if (object.metadata['managedFields'] === undefined) return object
  const { managedFields: _unused, ...metadata } = object.metadata
  return { ...object, metadata }
}

/** True for JSON that has what every object has. */
export function isObject(value: unknown): value is KubeObject {
  return typeof field(value, 'kind') === 'string' && typeof field(value, 'metadata', 'name') === 'string'
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined
}

/** A server that says no will say it again. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error)
  return status !== undefined && status >= 400 && status < 500 && status !== 429
}
