import { types1 } from './types-1.ts'
import { types2 } from './types-2.ts'
import { types3 } from './types-3.ts'

/** How a list is merged: as one value, as a set of scalars, or by the fields that name its items. */
export type MergeKeys = 'atomic' | 'set' | readonly string[]

/** The shape of one field. */
export type FieldType =
  | {
      readonly tag: 'scalar'
      readonly of: 'text' | 'integer' | 'boolean' | 'number' | 'time' | 'bytes' | 'any'
      readonly allowed: readonly string[]
    }
  | { readonly tag: 'quantity' }
  | { readonly tag: 'int-or-text' }
  | { readonly tag: 'reference'; readonly name: string; readonly retainsKeys: boolean }
  | { readonly tag: 'map'; readonly items: FieldType; readonly isAtomic: boolean }
  | {
      readonly tag: 'list'
      readonly items: FieldType
      readonly keys: MergeKeys
      readonly patchKey: string
      readonly retainsKeys: boolean
    }

/** The shape of an object. */
export interface ObjectType {
  readonly name: string
  readonly isAtomic: boolean
  readonly fields: ReadonlyMap<string, FieldType>
  readonly required: ReadonlySet<string>
  /** Set when the type is a name for a scalar. */
  readonly alias?: FieldType
}

/** The built-in types by name. */
export interface Types {
  named(name: string): ObjectType | undefined
  /** Names of all types, sorted. */
  names(): readonly string[]
}

const SCALARS = {
  s: 'text',
  i: 'integer',
  b: 'boolean',
  n: 'number',
  t: 'time',
  y: 'bytes',
  a: 'any',
} as const

/** Reads the tables of types; each type is parsed when it is first asked for. */
export function createTypes(): Types {
  const rows = new Map<string, string>()
  for (const row of `${types1}${types2}${types3}`.split('\n')) {
    const space = row.indexOf(' ')
    if (space > 0) rows.set(row.slice(0, space).replace(/!$/, ''), row)
  }
  const parsed = new Map<string, ObjectType>()
  return {
    names: () => [...rows.keys()].sort(),
    named(name) {
      const known = parsed.get(name)
      const row = rows.get(name)
      if (known !== undefined || row === undefined) return known
      const type = objectTypeOf(name, row)
      parsed.set(name, type)
      return type
    },
  }
}

function objectTypeOf(name: string, row: string): ObjectType {
  const [head = '', ...cells] = row.split(' ')
  const isAtomic = head.endsWith('!')
  const alias = cells.length === 1 && cells[0]?.startsWith('=') ? fieldTypeOf(cells[0].slice(1)) : undefined
  const fields = new Map<string, FieldType>()
  const required = new Set<string>()
  if (alias !== undefined) return { name, isAtomic, fields, required, alias }
  for (const cell of cells) {
    const equals = cell.indexOf('=')
    const field = cell.slice(0, equals)
    const isRequired = cell.endsWith('*')
    if (isRequired) required.add(field)
    fields.set(field, fieldTypeOf(cell.slice(equals + 1, isRequired ? -1 : undefined)))
  }
  return { name, isAtomic, fields, required }
}

function fieldTypeOf(text: string): FieldType {
  if (text.startsWith('[')) return listOf(text)
  if (text.startsWith('{')) {
    const end = text.indexOf('}')
    return { tag: 'map', isAtomic: text[1] === '!', items: fieldTypeOf(text.slice(end + 1)) }
  }
  if (text.startsWith('@')) {
    const retainsKeys = text.endsWith('!')
    return { tag: 'reference', name: text.slice(1, retainsKeys ? -1 : undefined), retainsKeys }
  }
  if (text === 'q') return { tag: 'quantity' }
  if (text === 'x') return { tag: 'int-or-text' }
  const allowed = text.includes('(') ? text.slice(text.indexOf('(') + 1, -1).split('|') : []
  return { tag: 'scalar', of: scalarOf(text.charAt(0)), allowed }
}

function scalarOf(letter: string) {
  for (const [key, name] of Object.entries(SCALARS)) if (key === letter) return name
  return 'any'
}

function listOf(text: string): FieldType {
  const end = text.indexOf(']')
  const [server = '', patch = ''] = text.slice(1, end).split(';')
  const keys = server === '' ? 'atomic' : server === '*' ? 'set' : server.split(',')
  const retainsKeys = patch.endsWith('!')
  const patchKey = retainsKeys ? patch.slice(0, -1) : patch
  return { tag: 'list', items: fieldTypeOf(text.slice(end + 1)), keys, patchKey, retainsKeys }
}
