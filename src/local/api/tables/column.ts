import type { KubeObject } from '../../../plan/objects.ts'
import { at, draftsAt, textAt, textsAt } from '../json.ts'
import { ageOf } from './age.ts'

/** One column of a table. */
export interface Column {
  readonly name: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date'
  readonly format: string
  readonly description: string
  /** 0 is always shown, 1 only in wide tables. */
  readonly priority: number
  readonly cell: (object: KubeObject, now: number) => unknown
}

/** A column; one of low priority is shown in wide tables only. */
export function column(
  name: string,
  cell: Column['cell'],
  options: { type?: Column['type']; isWide?: boolean } = {},
): Column {
  const { type = 'string', isWide = false } = options
  return { name, type, format: name === 'Name' ? 'name' : '', description: '', priority: isWide ? 1 : 0, cell }
}

/** A column in wide tables only. */
export function wide(name: string, cell: Column['cell']): Column {
  return column(name, cell, { isWide: true })
}

/** A column of the number at a path; 0 where there is none. */
export function count(name: string, ...path: readonly string[]): Column {
  return column(name, (object) => at(object, ...path) ?? 0, { type: 'integer' })
}

/** A column of the text at a path. */
export function text(name: string, ...path: readonly string[]): Column {
  return column(name, (object) => textOr(at(object, ...path), ''))
}

/** A value as text, or what stands for none. */
export function textOr(value: unknown, fallback: string): string {
  return value === undefined || value === null || value === '' ? fallback : String(value)
}

/** The name. */
export const NAME = column('Name', (object) => object.metadata.name)

/** How long ago it was made. */
export const AGE = column('Age', (object, now) => ageOf(textAt(object, 'metadata', 'creationTimestamp'), now))

/** When it was made. */
export const CREATED = column('Created At', (object) => textAt(object, 'metadata', 'creationTimestamp'), {
  type: 'date',
})

/** `a=b,c=d`, or what stands for none. */
export function pairsText(object: unknown, path: readonly string[], fallback = '<none>'): string {
  const pairs = Object.entries(textsAt(object, ...path)).map(([key, value]) => `${key}=${value}`)
  return pairs.length === 0 ? fallback : pairs.sort().join(',')
}

/** Names and images of a template's containers, for wide tables. */
export function containerColumns(...path: readonly string[]): readonly Column[] {
  const list = (object: unknown, field: string) =>
    draftsAt(object, ...path, 'containers')
      .map((container) => textAt(container, field))
      .join(',')
  return [wide('Containers', (object) => list(object, 'name')), wide('Images', (object) => list(object, 'image'))]
}
