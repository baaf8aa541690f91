import { parsedJson } from '../model/json-text.ts'
import { field, type KubeObject } from '../plan/objects.ts'
import type { Change, Clock } from '../run/ports.ts'
import { lineSplitter } from './line-splitter.ts'
import type { ApiResponse } from './transport.ts'

/** No event and no bookmark for this long means a connection that is dead without saying so. */
const silenceMs = 90_000

/** One frame of a watch. */
export type StreamEvent =
  | { readonly kind: 'change'; readonly change: Change; readonly resourceVersion?: string }
  | { readonly kind: 'bookmark'; readonly resourceVersion?: string; readonly endsInitial: boolean }
  | { readonly kind: 'gone' }

/** The frames of a stream until it ends, breaks or falls silent. */
export async function* watchStream(
  clock: Clock,
  open: (signal: AbortSignal) => Promise<ApiResponse>,
  outer: AbortSignal,
): AsyncGenerator<StreamEvent> {
  const silence = new AbortController()
  const signal = AbortSignal.any([outer, silence.signal])
  const guard = silenceGuard(clock, silence)
  try {
    const response = await open(signal)
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
      if (clock.now() - last >= silenceMs) return controller.abort(new Error(`silent for ${silenceMs / 1000} s`))
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

function endsInitial(bookmark: unknown): boolean {
  return field(bookmark, 'metadata', 'annotations', 'k8s.io/initial-events-end') === 'true'
}

/** A frame that cannot be read ends the stream: what it said is learnt by listing again. */
function parsed(line: string): StreamEvent | undefined {
  if (line.trim() === '') return undefined
  const frame = parsedJson(line)
  if (frame === undefined) return { kind: 'gone' }
  const type = String(field(frame, 'type'))
  const object = field(frame, 'object')
  const version = field(object, 'metadata', 'resourceVersion')
  const at = typeof version === 'string' ? { resourceVersion: version } : {}
  if (type === 'BOOKMARK') return { kind: 'bookmark', ...at, endsInitial: endsInitial(object) }
  const change = changeTypes[type]
  if (change === undefined) return { kind: 'gone' }
  if (!isObject(object)) return { kind: 'gone' }
  return { kind: 'change', change: { type: change, object: pruned(object) }, ...at }
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
