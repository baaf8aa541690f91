import type { KubeObject } from '../../../plan/objects.ts'
import { badRequest, gone, invalid, tooNew } from '../fault.ts'
import { countOf } from '../http/query.ts'
import { isMap, numberAt, textAt } from '../json.ts'
import type { Kernel } from '../kernel.ts'
import type { Resource } from '../resource.ts'
import { firstAtLeast, keyOf } from '../store/storage.ts'
import type { Selection } from './selection.ts'

/** One page of a list. */
export interface Page {
  readonly objects: readonly KubeObject[]
  readonly version: number
  readonly continueToken: string
  readonly remaining: number | undefined
}

interface Position {
  readonly version: number
  readonly after: string
}

const EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.'

/** The objects a list asks for; a page that goes on shows the state of the first page. */
export function listPage(kernel: Kernel, resource: Resource, selection: Selection, query: URLSearchParams): Page {
  checkVersion(query, kernel.storage.version())
  const limit = countOf(query, 'limit') ?? 0
  const token = query.get('continue') ?? ''
  const now = kernel.storage.version()
  const position = token === '' ? { version: now, after: '' } : positionOf(token)
  if (position.version > now) throw gone(EXPIRED)
  const all =
    position.version === now ? current(kernel, resource, selection) : past(kernel, resource, selection, position)
  const from = position.after === '' ? 0 : firstAtLeast(all.keys, `${position.after}\u0000`)
  return cut(all, from, limit, { selection, version: position.version })
}

interface Snapshot {
  readonly keys: readonly string[]
  readonly object: (key: string) => KubeObject | undefined
}

function cut(
  all: Snapshot,
  from: number,
  limit: number,
  { selection, version }: { selection: Selection; version: number },
): Page {
  const objects: KubeObject[] = []
  for (let index = from; index < all.keys.length; index++) {
    const key = all.keys[index] ?? ''
    const object = all.object(key)
    if (object === undefined || !selection.matches(object)) continue
    objects.push(object)
    if (limit === 0 || objects.length < limit || index === all.keys.length - 1) continue
    const remaining = selection.isEverything ? all.keys.length - 1 - index : undefined
    return { objects, version, continueToken: tokenOf({ version, after: key }), remaining }
  }
  return { objects, version, continueToken: '', remaining: undefined }
}

function current(kernel: Kernel, resource: Resource, { prefix }: Selection): Snapshot {
  const { storage } = kernel
  return { keys: storage.keys(resource.storage, prefix), object: (key) => storage.get(resource.storage, key) }
}

function past(kernel: Kernel, resource: Resource, selection: Selection, { version }: Position): Snapshot {
  const changes = kernel.storage.history.since(version)
  if (changes === undefined) throw gone(EXPIRED)
  const now = current(kernel, resource, selection)
  const objects = new Map(now.keys.map((key) => [key, now.object(key)]))
  for (const change of changes.toReversed()) {
    if (change.storage !== resource.storage) continue
    const key = keyOf(resource.isNamespaced ? change.object.metadata.namespace : undefined, change.object.metadata.name)
    if (!key.startsWith(selection.prefix)) continue
    if (change.type === 'ADDED') objects.delete(key)
    else objects.set(key, change.previous)
  }
  return { keys: [...objects.keys()].sort(), object: (key) => objects.get(key) }
}

function checkVersion(query: URLSearchParams, now: number): void {
  const version = query.get('resourceVersion') ?? ''
  const match = query.get('resourceVersionMatch') ?? ''
  if (version !== '' && !/^\d+$/.test(version))
    throw badRequest(`Invalid value: ${JSON.stringify(version)}: invalid resource version`)
  if (Number(version) > now) throw tooNew(version, now)
  if (match === '' || query.get('sendInitialEvents') !== null) return
  const field = 'resourceVersionMatch'
  const about = { group: 'meta.k8s.io', kind: 'ListOptions' }
  if (version === '')
    throw invalid(about, '', [
      {
        reason: 'FieldValueForbidden',
        message: 'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
        field,
      },
    ])
  if (match !== 'Exact' && match !== 'NotOlderThan')
    throw invalid(about, '', [
      {
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(match)}: supported values: "Exact", "NotOlderThan", ""`,
        field,
      },
    ])
}

function tokenOf(position: Position): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: position.version, start: position.after })).toString(
    'base64url',
  )
}

function positionOf(token: string): Position {
  const read = readToken(token)
  const version = numberAt(read, 'rv')
  const after = textAt(read, 'start')
  if (!isMap(read) || version === undefined || after === '')
    throw badRequest('continue key is not valid: illegal base64 data')
  return { version, after }
}

function readToken(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString())
  } catch {
    return undefined
  }
}
