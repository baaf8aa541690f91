import type { KubeObject } from '../plan/objects.ts'
import type { Change, Clock, Selection } from '../run/ports.ts'
import { statusOf } from './api-error.ts'
import type { ApiResponse } from './transport.ts'
import { watchStream } from './watch-stream.ts'

/** What a watch needs of the cluster it watches. */
export interface WatchParts {
  readonly clock: Clock
  readonly random: () => number
  /** The whole set, and the version it was read at. */
  list(selection: Selection): Promise<{ readonly items: readonly KubeObject[]; readonly resourceVersion: string }>
  /**
   * The stream of changes since a version, or of the whole set and then its changes when there is none; a refusal is
   * thrown with its `status`.
   */
  open(selection: Selection, resourceVersion: string | undefined, signal: AbortSignal): Promise<ApiResponse>
  /** Where it is found out whether the server can stream a whole set; undefined lists always. */
  readonly streaming?: Streaming
  onTrouble?(selection: Selection, why: string): void
}

/** What is known of a server: newer ones can send what is there as the beginning of a watch, which saves a list. */
export interface Streaming {
  isOff: boolean
}

/** A server that knows nothing of it may leave us waiting for the end of the beginning. */
const initialMs = 10_000
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
    const { streaming } = parts
    if (version === undefined && (streaming === undefined || streaming.isOff)) {
      const listed = await parts.list(selection)
      version = listed.resourceVersion
      yield* differences(known, listed.items)
      yield { type: 'synced', resourceVersion: version }
    }
    const from = version
    const late = initialGuard(parts.clock, from === undefined)
    const stop = AbortSignal.any([signal, late.signal])
    const stream = watchStream(parts.clock, (inner) => parts.open(selection, from, inner), stop)
    const openedAt = parts.clock.now()
    let hasProgress = false
    const first: KubeObject[] = []
    try {
      for await (const event of stream) {
        if (event.kind === 'gone') {
          version = undefined
          break
        }
        hasProgress = true
        const isFirst = from === undefined && version === undefined
        if (isFirst && event.kind === 'change') {
          if (event.change.type !== 'synced') first.push(event.change.object)
          continue
        }
        if (isFirst && event.kind === 'bookmark' && !event.endsInitial) continue
        version = event.resourceVersion ?? version
        if (event.kind === 'change') {
          remember(known, event.change)
          yield event.change
        } else if (isFirst) {
          late.stop()
          yield* differences(known, first)
          yield { type: 'synced', resourceVersion: version ?? '' }
        }
      }
    } catch (error) {
      if (signal.aborted) return
      const isAboutStreaming = from === undefined && version === undefined
      if (streaming !== undefined && isAboutStreaming && (late.signal.aborted || isMisunderstood(error))) {
        streaming.isOff = true
        continue
      }
      if (statusOf(error) === 410) version = undefined
      else if (isRefusal(error)) throw error
      parts.onTrouble?.(selection, error instanceof Error ? error.message : String(error))
    } finally {
      late.stop()
    }
    // Streams that die young are opened with growing pauses, whatever they said: a server in trouble is left in peace.
    failures = parts.clock.now() - openedAt >= healthyMs ? 0 : failures + 1
    if (failures > 1 || (failures === 1 && !hasProgress))
      await parts.clock
        .sleep(parts.random() * Math.min(longestPauseMs, 100 * 2 ** failures), signal)
        .catch(() => undefined)
  }
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

/** A server that says no will say it again. */
function isRefusal(error: unknown): boolean {
  const status = statusOf(error)
  return status !== undefined && status >= 400 && status < 500 && status !== 429
}

/** An older server refuses a parameter it may not or does not know. */
function isMisunderstood(error: unknown): boolean {
  return [400, 422].includes(statusOf(error) ?? 0)
}

function initialGuard(clock: Clock, isWatching: boolean): { readonly signal: AbortSignal; stop(): void } {
  const late = new AbortController()
  const stopped = new AbortController()
  if (isWatching)
    clock.sleep(initialMs, stopped.signal).then(
      () => late.abort(new Error(`no complete set within ${initialMs / 1000} s`)),
      () => undefined,
    )
  return { signal: late.signal, stop: () => stopped.abort() }
}
