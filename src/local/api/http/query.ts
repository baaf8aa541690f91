import { badRequest, invalid, type StatusCause } from '../fault.ts'
import type { User, WriteOptions } from '../kernel.ts'

const MANAGER_LIMIT = 128
const VALIDATIONS = ['Strict', 'Warn', 'Ignore'] as const

/** What a write's query says about how to do it. */
export function writeOptionsOf(
  query: URLSearchParams,
  user: User,
  userAgent: string,
  warnings: string[],
): WriteOptions {
  const dryRuns = query.getAll('dryRun').filter((value) => value !== '')
  const validation = query.get('fieldValidation') || 'Warn'
  const manager = query.get('fieldManager') || managerOf(userAgent)
  const causes: StatusCause[] = []
  for (const value of dryRuns) if (value !== 'All') causes.push(unsupported('dryRun', value, ['All']))
  const known = VALIDATIONS.find((name) => name === validation)
  if (known === undefined) causes.push(unsupported('fieldValidation', validation, ['', ...VALIDATIONS]))
  if (manager.length > MANAGER_LIMIT)
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${MANAGER_LIMIT} bytes`,
      field: 'fieldManager',
    })
  if (causes.length > 0) throw invalid({ group: 'meta.k8s.io', kind: 'CreateOptions' }, '', causes)
  return {
    user,
    isDryRun: dryRuns.length > 0,
    manager,
    validation: known ?? 'Warn',
    warn: (message) => void warnings.push(message),
  }
}

function unsupported(field: string, value: string, allowed: readonly string[]): StatusCause {
  const names = allowed.map((name) => JSON.stringify(name)).join(', ')
  return {
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${JSON.stringify(value)}: supported values: ${names}`,
    field,
  }
}

function managerOf(userAgent: string): string {
  const name = userAgent.split('/')[0]?.trim().slice(0, MANAGER_LIMIT) ?? ''
  return name === '' ? 'unknown' : name
}

/** A flag of a query. */
export function isSet(query: URLSearchParams, name: string): boolean {
  const value = query.get(name)
  return value === '' || value === 'true' || value === '1'
}

/** A whole number of a query, not below zero; undefined when it is not given. */
export function countOf(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name)
  if (value === null || value === '') return undefined
  if (!/^\d{1,15}$/.test(value)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(value)}: invalid syntax`)
  return Number(value)
}
