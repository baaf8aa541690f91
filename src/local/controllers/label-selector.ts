import { listAt, textAt } from '../api/json.ts'

type Labels = Readonly<Record<string, string>>

/** True when all wanted labels are there. */
export function hasLabels(labels: Labels, wanted: Labels): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value)
}

/** True when one requirement (of a label selector or of node affinity) holds. */
export function matchesExpression(expression: unknown, labels: Labels): boolean {
  const value = labels[textAt(expression, 'key')]
  const values = listAt(expression, 'values')
  switch (textAt(expression, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    case 'Gt':
      return Number(value) > Number(values[0])
    case 'Lt':
      return Number(value) < Number(values[0])
    default:
      return false
  }
}
