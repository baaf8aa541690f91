import { at, isSame } from '../json.ts'
import type { Causes } from './causes.ts'
import { labelRule } from './names.ts'

const LAST_PORT = 65_535
const PORT_RULE = 'must be between 1 and 65535, inclusive'
const NOT_NEGATIVE = 'must be greater than or equal to 0'

/** Reports a number below zero. */
export function checkCount(object: unknown, path: readonly string[], causes: Causes): void {
  const value = at(object, ...path)
  if (typeof value === 'number' && value < 0) causes.invalid(path.join('.'), value, NOT_NEGATIVE)
}

/** Reports a field that is no longer what it was. */
export function checkImmutable(object: unknown, old: unknown, path: readonly string[], causes: Causes): void {
  const value = at(object, ...path)
  if (!isSame(value, at(old, ...path))) causes.invalid(path.join('.'), value, 'field is immutable')
}

/** Reports a number that is no port. */
export function checkPortNumber(value: unknown, field: string, causes: Causes): void {
  if (typeof value !== 'number' || value < 1 || value > LAST_PORT) causes.invalid(field, value ?? 0, PORT_RULE)
}

/** Reports what is neither a port nor the name of one. */
export function checkPort(value: unknown, field: string, causes: Causes): void {
  if (typeof value !== 'string') return checkPortNumber(value, field, causes)
  if (value.length > 15) causes.invalid(field, value, 'must be no more than 15 characters')
  else if (labelRule(value) !== undefined)
    causes.invalid(
      field,
      value,
      'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-), and must start and end with one of the former',
    )
  else if (!/[a-z]/.test(value)) causes.invalid(field, value, 'must contain at least one letter (a-z)')
}
