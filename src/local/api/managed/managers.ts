import { type Draft, draftsAt, textAt } from '../json.ts'
import { type FieldSet, fromFieldsV1, isEmptySet, toFieldsV1 } from './field-set.ts'

/** One owner of fields. */
export interface Manager {
  readonly name: string
  readonly operation: 'Apply' | 'Update'
  readonly apiVersion: string
  readonly subresource: string
  readonly time: string
  readonly fields: FieldSet
}

/** The owners an object names. */
export function managersOf(object: unknown): readonly Manager[] {
  return draftsAt(object, 'metadata', 'managedFields').flatMap((entry) => {
    const operation = textAt(entry, 'operation')
    if (operation !== 'Apply' && operation !== 'Update') return []
    return [
      {
        name: textAt(entry, 'manager'),
        operation,
        apiVersion: textAt(entry, 'apiVersion'),
        subresource: textAt(entry, 'subresource'),
        time: textAt(entry, 'time'),
        fields: fromFieldsV1(entry['fieldsV1']),
      },
    ]
  })
}

/** Writes the owners into an object's metadata; owners of nothing are left out. */
export function setManagers(metadata: Draft, managers: readonly Manager[]): void {
  const entries = managers.filter(({ fields }) => !isEmptySet(fields)).map(entryOf)
  if (entries.length === 0) delete metadata['managedFields']
  else metadata['managedFields'] = entries
}

function entryOf({ name, operation, apiVersion, subresource, time, fields }: Manager): Draft {
  const below = subresource === '' ? {} : { subresource }
  return { manager: name, operation, apiVersion, time, fieldsType: 'FieldsV1', fieldsV1: toFieldsV1(fields), ...below }
}

/** Whether two entries are of the same owner. */
export function isSameManager(a: Manager, b: Manager): boolean {
  return (
    a.name === b.name && a.operation === b.operation && a.subresource === b.subresource && a.apiVersion === b.apiVersion
  )
}
