import { ApiFault, badRequest } from '../fault.ts'
import { at, cloned, type Draft, isMap, isSame, set, textAt } from '../json.ts'

const LIMIT = 10_000

/** A JSON patch (RFC 6902) of a draft, which is changed in place. */
export function applyJsonPatch(draft: Draft, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw badRequest('json: cannot unmarshal object into Go value of type jsonpatch.Patch')
  if (patch.length > LIMIT)
    throw new ApiFault(
      413,
      'RequestEntityTooLarge',
      `The allowed maximum operations in a JSON patch is ${LIMIT}, got ${patch.length}`,
    )
  const root = { value: draft }
  for (const operation of patch) apply(root, operation)
  return root.value
}

function apply(root: Draft, operation: unknown): void {
  const op = textAt(operation, 'op')
  const path = pointer(operation, 'path')
  switch (op) {
    case 'add':
      return add(root, path, cloned(wantedValue(operation)))
    case 'remove':
      return void remove(root, path)
    case 'replace':
      remove(root, path)
      return add(root, path, cloned(wantedValue(operation)))
    case 'move':
      return add(root, path, remove(root, pointer(operation, 'from')))
    case 'copy':
      return add(root, path, cloned(find(root, pointer(operation, 'from'))))
    case 'test':
      if (!isSame(lookup(root, path) ?? null, wantedValue(operation)))
        throw unprocessable(`testing value ${textAt(operation, 'path')} failed`)
      return
    default:
      throw badRequest(`Unexpected kind: ${op}`)
  }
}

function wantedValue(operation: unknown): unknown {
  if (isMap(operation) && Object.hasOwn(operation, 'value')) return operation['value']
  throw badRequest('a JSON patch operation lacks its value')
}

function pointer(operation: unknown, field: string): readonly string[] {
  const text = textAt(operation, field)
  if (!isMap(operation) || typeof operation[field] !== 'string' || (text !== '' && !text.startsWith('/')))
    throw badRequest(`a JSON patch operation has no valid ${field}`)
  const steps = text
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  return ['value', ...steps]
}

function lookup(root: Draft, path: readonly string[]): unknown {
  return at(root, ...path)
}

function find(root: Draft, path: readonly string[]): unknown {
  const found = lookup(root, path)
  if (found === undefined) throw missing(path)
  return found
}

function add(root: Draft, path: readonly string[], value: unknown): void {
  const parent = find(root, path.slice(0, -1))
  const step = path.at(-1) ?? ''
  if (Array.isArray(parent)) {
    const index = step === '-' ? parent.length : indexOf(step)
    if (index > parent.length) throw missing(path)
    parent.splice(index, 0, value)
  } else if (isMap(parent)) set(parent, step, value)
  else throw missing(path)
}

function remove(root: Draft, path: readonly string[]): unknown {
  const parent = find(root, path.slice(0, -1))
  const step = path.at(-1) ?? ''
  if (Array.isArray(parent)) {
    const index = indexOf(step)
    if (index >= parent.length) throw missing(path)
    return parent.splice(index, 1)[0]
  }
  if (!isMap(parent) || !Object.hasOwn(parent, step)) throw missing(path)
  const value = parent[step]
  delete parent[step]
  return value
}

function indexOf(step: string): number {
  if (!/^(0|[1-9]\d{0,8})$/.test(step)) throw unprocessable(`invalid array index "${step}"`)
  return Number(step)
}

function missing(path: readonly string[]): ApiFault {
  return unprocessable(`the path /${path.slice(1).join('/')} does not exist`)
}

function unprocessable(why: string): ApiFault {
  return new ApiFault(422, 'Invalid', `the server rejected our request due to an error in our request: ${why}`, {})
}
