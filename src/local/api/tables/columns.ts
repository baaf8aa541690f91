import type { KubeObject } from '../../../plan/objects.ts'
import { textAt } from '../json.ts'
import type { Resource } from '../resources.ts'
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

const NAME = column('Name', (object) => object.metadata.name)
const AGE = column('Age', (object, now) => ageOf(textAt(object, 'metadata', 'creationTimestamp'), now))

/** The columns of a resource. */
export function columnsOf(_resource: Resource): readonly Column[] {
  return [NAME, AGE]
}
