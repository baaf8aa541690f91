import { listField, textField } from '../world.ts'

/** A point in time as milliseconds since the epoch. */
export function timeAt(value: unknown, ...path: readonly (string | number)[]): number | undefined {
  const parsed = Date.parse(textField(value, ...path) ?? '')
  return Number.isNaN(parsed) ? undefined : parsed
}

/** One entry of `status.conditions`. */
export interface Condition {
  readonly type: string
  readonly status: string
  readonly reason: string
  readonly message: string
}

/** The condition of that type, if the object has it. */
export function conditionOf(object: unknown, type: string): Condition | undefined {
  const found = listField(object, 'status', 'conditions').find((item) => textField(item, 'type') === type)
  if (found === undefined) return undefined
  return {
    type,
    status: textField(found, 'status') ?? 'Unknown',
    reason: textField(found, 'reason') ?? '',
    message: textField(found, 'message') ?? '',
  }
}

/** What a condition proves, as evidence. */
export function conditionEvidence(condition: Condition): readonly { readonly path: string; readonly value: string }[] {
  const path = `status.conditions[type=${condition.type}]`
  return [
    { path: `${path}.status`, value: condition.status },
    { path: `${path}.reason`, value: condition.reason },
    { path: `${path}.message`, value: condition.message },
  ].filter((item) => item.value !== '')
}

/** Collapses white space and cuts what is too long for one line. */
export function oneLine(value: string, limit = 400): string {
  const line = value.replace(/\s+/g, ' ').trim()
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line
}
