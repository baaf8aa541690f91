import { badRequest } from '../fault.ts'
import { cloned, type Draft, isMap, isSame, set } from '../json.ts'
import type { FieldType, ObjectType, Types } from '../schema/field-types.ts'

const DIRECTIVE = '$patch'
const RETAIN = '$retainKeys'
const ORDER = '$setElementOrder/'
const REMOVE = '$deleteFromPrimitiveList/'

/** A strategic merge patch of a draft, which is changed in place: lists merge by the keys of their types. */
export function applyStrategicPatch(types: Types, typeName: string, draft: Draft, patch: Draft): Draft {
  return mergeMap({ types, type: types.named(typeName) }, draft, patch)
}

interface Place {
  readonly types: Types
  /** Undefined inside maps and free-form values. */
  readonly type: ObjectType | undefined
  readonly items?: FieldType
}

function mergeMap(place: Place, value: Draft, patch: Draft): Draft {
  const directive = patch[DIRECTIVE]
  if (directive === 'replace') return mapOf(without(patch))
  if (directive === 'delete') return {}
  if (directive !== undefined && directive !== 'merge')
    throw badRequest(`unknown patch directive ${JSON.stringify(directive)}`)
  retain(value, patch[RETAIN])
  for (const [key, item] of Object.entries(patch)) if (!key.startsWith('$')) mergeField(place, value, key, item)
  for (const [key, item] of Object.entries(patch)) {
    if (key.startsWith(REMOVE)) removePrimitives(value, key.slice(REMOVE.length), item)
    else if (key.startsWith(ORDER)) reorder(place, value, key.slice(ORDER.length), item)
  }
  return value
}

function mergeField(place: Place, value: Draft, key: string, item: unknown): void {
  if (item === null) {
    delete value[key]
    return
  }
  const field = place.type?.fields.get(key) ?? place.items
  const before = Object.hasOwn(value, key) ? value[key] : undefined
  if (Array.isArray(item)) set(value, key, mergeList(place.types, field, before, item))
  else if (!isMap(item)) set(value, key, item)
  else if (isMap(before)) set(value, key, mergeMap(placeOf(place.types, field), before, item))
  else set(value, key, mergeMap(placeOf(place.types, field), {}, item))
  if (isMap(item) && item[DIRECTIVE] === 'delete') delete value[key]
}

function placeOf(types: Types, field: FieldType | undefined): Place {
  if (field?.tag === 'reference') return { types, type: types.named(field.name) }
  if (field?.tag === 'map') return { types, type: undefined, items: field.items }
  return { types, type: undefined }
}

function mergeList(types: Types, field: FieldType | undefined, before: unknown, patch: readonly unknown[]): unknown {
  const key = field?.tag === 'list' ? field.patchKey : ''
  const isReplaced = patch.some((item) => isMap(item) && item[DIRECTIVE] === 'replace')
  const fresh = patch.filter(
    (item) => !(isMap(item) && item[DIRECTIVE] === 'replace' && Object.keys(item).length === 1),
  )
  if (key === '' || isReplaced || field?.tag !== 'list') return fresh.map((item) => without(item))
  const list = Array.isArray(before) ? [...before] : []
  if (key === '*') return [...list, ...fresh.filter((item) => !list.some((known) => isSame(known, item)))]
  for (const item of fresh) mergeItem(placeOf(types, field.items), list, key, item)
  return list
}

function mergeItem(place: Place, list: unknown[], key: string, item: unknown): void {
  if (!isMap(item)) throw badRequest('an item of a merged list is no object')
  if (item[key] === undefined || item[key] === null)
    throw badRequest(`map: ${JSON.stringify(item)} does not contain declared merge key: ${key}`)
  const index = list.findIndex((known) => isMap(known) && isSame(known[key], item[key]))
  if (item[DIRECTIVE] === 'delete') {
    for (let at = list.length - 1; at >= 0; at--) {
      const known = list[at]
      if (isMap(known) && isSame(known[key], item[key])) list.splice(at, 1)
    }
    return
  }
  const known = list[index]
  if (index < 0 || !isMap(known)) list.push(mergeMap(place, {}, item))
  else list[index] = mergeMap(place, known, item)
}

function retain(value: Draft, keys: unknown): void {
  if (keys === undefined) return
  if (!Array.isArray(keys)) throw badRequest('$retainKeys is no list')
  for (const key of Object.keys(value)) if (!keys.includes(key)) delete value[key]
}

function removePrimitives(value: Draft, key: string, items: unknown): void {
  const list = value[key]
  if (!Array.isArray(items)) throw badRequest('$deleteFromPrimitiveList is no list')
  if (Array.isArray(list)) value[key] = list.filter((item) => !items.some((gone) => isSame(gone, item)))
}

// What the order does not name keeps its place after the items that stood before it.
function reorder(place: Place, value: Draft, key: string, order: unknown): void {
  const list = value[key]
  const field = place.type?.fields.get(key)
  if (!Array.isArray(order)) throw badRequest('$setElementOrder is no list')
  if (!Array.isArray(list) || field?.tag !== 'list' || field.patchKey === '') return
  const mergeKey = field.patchKey
  const identity = (item: unknown) => (mergeKey === '*' ? item : isMap(item) ? item[mergeKey] : undefined)
  const rank = (item: unknown) => order.findIndex((wanted) => isSame(identity(wanted), identity(item)))
  const named = list.filter((item) => rank(item) >= 0).sort((a, b) => rank(a) - rank(b))
  const result: unknown[] = []
  for (const item of list) {
    if (rank(item) < 0) result.push(item)
    else result.push(named.shift())
  }
  value[key] = result
}

function mapOf(value: unknown): Draft {
  return isMap(value) ? value : {}
}

function without(item: unknown): unknown {
  if (Array.isArray(item)) return item.map((part) => without(part))
  if (!isMap(item)) return item
  const rest: Draft = {}
  for (const [key, part] of Object.entries(item))
    if (!key.startsWith('$') && part !== null) set(rest, key, cloned(without(part)))
  return rest
}
