import { type Draft, isMap } from '../json.ts'
import { pathText } from '../schema/decode.ts'
import type { FieldType, ObjectType, Types } from '../schema/field-types.ts'
import type { Causes } from './causes.ts'

// Lists that may be empty although the field must be there.
const MAY_BE_EMPTY = new Set(['endpoints', 'rules', 'limits', 'conditions', 'verbs'])
// Texts that may be empty although the field must be there.
const MAY_BE_BLANK = new Set(['apiGroup', 'value', 'message', 'reason'])
const SKIPPED = new Set(['metadata', 'status', 'apiVersion', 'kind'])

/** Reports fields that are missing and values that are not among those allowed, as the table of types knows them. */
export function checkShape(types: Types, typeName: string, object: Draft, causes: Causes): void {
  const type = types.named(typeName)
  if (type !== undefined) checkObject({ types, causes, path: [] }, type, object)
}

interface Checking {
  readonly types: Types
  readonly causes: Causes
  readonly path: (string | number)[]
}

function checkObject(checking: Checking, type: ObjectType, object: Draft): void {
  for (const name of type.required) {
    if (checking.path.length === 0 && SKIPPED.has(name)) continue
    if (isMissing(name, object[name])) checking.causes.required(pathText([...checking.path, name]))
  }
  for (const key of Object.keys(object)) {
    if (checking.path.length === 0 && SKIPPED.has(key)) continue
    const field = type.fields.get(key)
    if (field === undefined) continue
    checking.path.push(key)
    checkField(checking, field, object[key])
    checking.path.pop()
  }
}

function isMissing(name: string, value: unknown): boolean {
  if (value === undefined) return true
  if (value === '') return !MAY_BE_BLANK.has(name)
  return Array.isArray(value) && value.length === 0 && !MAY_BE_EMPTY.has(name)
}

function checkField(checking: Checking, field: FieldType, value: unknown): void {
  switch (field.tag) {
    case 'scalar':
      if (field.allowed.length > 0 && typeof value === 'string' && value !== '' && !field.allowed.includes(value))
        checking.causes.unsupported(pathText(checking.path), value, field.allowed)
      return
    case 'reference': {
      const type = checking.types.named(field.name)
      if (type !== undefined && type.alias === undefined && isMap(value)) checkObject(checking, type, value)
      return
    }
    case 'list':
      if (Array.isArray(value)) checkItems(checking, field.items, [...value.entries()])
      return
    case 'map':
      if (isMap(value) && field.items.tag === 'reference') checkItems(checking, field.items, Object.entries(value))
      return
    case 'quantity':
    case 'int-or-text':
  }
}

function checkItems(
  checking: Checking,
  items: FieldType,
  entries: readonly (readonly [string | number, unknown])[],
): void {
  if (items.tag === 'scalar' && items.allowed.length === 0) return
  for (const [step, item] of entries) {
    checking.path.push(step)
    checkField(checking, items, item)
    checking.path.pop()
  }
}
