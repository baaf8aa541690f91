import type { KubeObject } from '../../../plan/objects.ts'
import { ApiFault, badRequest, invalid, tooNew } from '../fault.ts'
import { type ByteStream, createByteStream } from '../http/byte-stream.ts'
import { countOf, isSet } from '../http/query.ts'
import type { Kernel } from '../kernel.ts'
import type { Resource } from '../resource.ts'
import { apiVersionOf } from '../resources.ts'
import type { Change } from '../store/change.ts'
import { keyOf } from '../store/storage.ts'
import type { Selection } from './selection.ts'

/** What a watch needs to know. */
export interface WatchRequest {
  readonly resource: Resource
  readonly selection: Selection
  readonly query: URLSearchParams
  readonly signal: AbortSignal | undefined
  /** An object as the event carries it, as JSON; `isFirst` is true for the first event of the stream. */
  readonly encode: (object: KubeObject, isFirst: boolean) => string
}

const BOOKMARK_MS = 60_000
const DEFAULT_TIMEOUT_S = 1800
const INITIAL_END = 'k8s.io/initial-events-end'

/** Streams the changes of a selection, from a version or from now, one JSON document a line. */
export function watchStream(kernel: Kernel, request: WatchRequest): AsyncIterable<Uint8Array> {
  const { query, resource } = request
  const start = startOf(query)
  const stops: (() => void)[] = []
  const stream = createByteStream(() => {
    for (const stop of stops) stop()
  }, request.signal)
  const writer = writerOf(kernel, request, stream)
  const past = start.version === undefined ? [] : kernel.storage.history.since(start.version)
  const tooNew = start.version !== undefined && start.version > kernel.storage.version()
  if (past === undefined || tooNew) {
    stream.write(`${JSON.stringify({ type: 'ERROR', object: expired(start.version ?? 0, kernel, tooNew).status })}\n`)
    stream.end()
    return stream.body
  }
  const from = kernel.storage.version()
  if (start.sendsInitial) writer.initial(start.marksInitialEnd)
  for (const change of past) writer.change(change)
  stops.push(
    kernel.storage.followOne(resource.storage, (change) => {
      // What is still on its way to others was told from the past already.
      if (change.version > from) writer.change(change)
    }),
  )
  const seconds = Math.min(countOf(query, 'timeoutSeconds') || DEFAULT_TIMEOUT_S, 100_000)
  stops.push(kernel.clock.after(seconds * 1000, stream.end))
  if (isSet(query, 'allowWatchBookmarks')) stops.push(repeat(kernel, writer.bookmark))
  return stream.body
}

interface WatchStart {
  readonly version: number | undefined
  readonly sendsInitial: boolean
  readonly marksInitialEnd: boolean
}

function startOf(query: URLSearchParams): WatchStart {
  const text = query.get('resourceVersion') ?? ''
  if (text !== '' && !/^\d+$/.test(text))
    throw badRequest(`Invalid value: ${JSON.stringify(text)}: invalid resource version`)
  const initial = query.get('sendInitialEvents')
  const isInitial = initial !== null && isSet(query, 'sendInitialEvents')
  if (initial !== null && query.get('resourceVersionMatch') !== 'NotOlderThan')
    throw invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', [
      {
        reason: 'FieldValueForbidden',
        message: 'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
        field: 'resourceVersionMatch',
      },
    ])
  if (isInitial) return { version: undefined, sendsInitial: true, marksInitialEnd: isSet(query, 'allowWatchBookmarks') }
  if (initial !== null)
    return {
      version: text === '' || text === '0' ? undefined : Number(text),
      sendsInitial: false,
      marksInitialEnd: false,
    }
  const isFromNow = text === '' || text === '0'
  return { version: isFromNow ? undefined : Number(text), sendsInitial: isFromNow, marksInitialEnd: false }
}

function expired(version: number, kernel: Kernel, isTooNew: boolean): ApiFault {
  if (isTooNew) return tooNew(String(version), kernel.storage.version())
  return new ApiFault(410, 'Expired', `too old resource version: ${version} (${kernel.storage.history.oldest()})`)
}

interface Writer {
  initial(marksEnd: boolean): void
  change(change: Change): void
  bookmark(): void
}

function writerOf(kernel: Kernel, request: WatchRequest, stream: ByteStream): Writer {
  const { resource, selection, encode } = request
  let isFirst = true

  function send(type: string, object: KubeObject): void {
    stream.write(`{"type":"${type}","object":${encode(object, isFirst)}}\n`)
    isFirst = false
  }

  function bookmark(annotations: Readonly<Record<string, string>> | undefined): void {
    const marks = annotations === undefined ? {} : { annotations }
    const metadata = { resourceVersion: String(kernel.storage.version()), creationTimestamp: null, ...marks }
    const object = { kind: resource.kind, apiVersion: apiVersionOf(resource), metadata }
    stream.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`)
  }

  return {
    initial(marksEnd) {
      for (const key of kernel.storage.keys(resource.storage, selection.prefix)) {
        const object = kernel.storage.get(resource.storage, key)
        if (object !== undefined && selection.matches(object)) send('ADDED', object)
      }
      if (marksEnd) bookmark({ [INITIAL_END]: 'true' })
    },
    change(change) {
      if (change.storage !== resource.storage) return
      const { name, namespace } = change.object.metadata
      if (!keyOf(resource.isNamespaced ? namespace : undefined, name).startsWith(selection.prefix)) return
      const type = typeFor(change, selection)
      if (type !== undefined) send(type, change.object)
    },
    bookmark: () => bookmark(undefined),
  }
}

/** An object that enters or leaves the selection is added or deleted for the one who watches. */
function typeFor(change: Change, selection: Selection): Change['type'] | undefined {
  if (selection.isEverything) return change.type
  const before = change.previous !== undefined && selection.matches(change.previous)
  if (change.type === 'DELETED') return before ? 'DELETED' : undefined
  const after = selection.matches(change.object)
  if (after) return before ? 'MODIFIED' : 'ADDED'
  return before ? 'DELETED' : undefined
}

function repeat(kernel: Kernel, callback: () => void): () => void {
  let cancel = () => {}
  const next = () => {
    cancel = kernel.clock.after(BOOKMARK_MS, () => {
      callback()
      next()
    })
  }
  next()
  return () => cancel()
}
