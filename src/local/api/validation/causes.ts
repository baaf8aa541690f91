import type { StatusCause } from '../fault.ts'

/** Collects what is wrong with an object, field by field. */
export interface Causes {
  required(field: string, why?: string): void
  invalid(field: string, value: unknown, why: string): void
  unsupported(field: string, value: unknown, allowed: readonly string[]): void
  forbidden(field: string, why: string): void
  duplicate(field: string, value: unknown): void
  notFound(field: string, value: unknown): void
  tooLong(field: string, limit: number): void
  mistyped(field: string, value: unknown, why: string): void
  readonly found: readonly StatusCause[]
}

/** A new, empty collection. */
export function createCauses(): Causes {
  const found: StatusCause[] = []
  const add = (reason: string, field: string, message: string) => void found.push({ reason, message, field })
  return {
    found,
    required: (field, why) =>
      add('FieldValueRequired', field, why === undefined ? 'Required value' : `Required value: ${why}`),
    invalid: (field, value, why) => add('FieldValueInvalid', field, `Invalid value: ${shown(value)}: ${why}`),
    unsupported: (field, value, allowed) =>
      add(
        'FieldValueNotSupported',
        field,
        `Unsupported value: ${shown(value)}: supported values: ${[...allowed].sort().map(shown).join(', ')}`,
      ),
    forbidden: (field, why) => add('FieldValueForbidden', field, `Forbidden: ${why}`),
    duplicate: (field, value) => add('FieldValueDuplicate', field, `Duplicate value: ${shown(value)}`),
    notFound: (field, value) => add('FieldValueNotFound', field, `Not found: ${shown(value)}`),
    mistyped: (field, value, why) => add('FieldValueTypeInvalid', field, `Invalid value: ${shown(value)}: ${why}`),
    tooLong: (field, limit) => add('FieldValueTooLong', field, `Too long: may not be more than ${limit} bytes`),
  }
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return 'null'
  const text = JSON.stringify(value)
  return text.length <= 1024 ? text : `${text.slice(0, 1024)}...`
}
