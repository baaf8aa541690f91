import { isMap, listAt, textAt } from '../api/json.ts'
import { timestamp } from '../timestamp.ts'
import { present } from './fields.ts'

/** One entry of `status.conditions`. */
export interface Condition {
  readonly type: string
  readonly status: 'True' | 'False' | 'Unknown'
  readonly reason?: string
  readonly message?: string
}

/** The condition of that type, wherever in the list it stands. */
export function conditionOf(object: unknown, type: string): unknown {
  return listAt(object, 'status', 'conditions').find((condition) => textAt(condition, 'type') === type)
}

/** True when the object says so itself. */
export function hasCondition(object: unknown, type: string): boolean {
  return textAt(conditionOf(object, type), 'status') === 'True'
}

/** The list with that condition set; its transition time moves only when its status does. */
export function withCondition(
  conditions: readonly unknown[],
  condition: Condition,
  now: number,
  extra: Readonly<Record<string, unknown>> = {},
): readonly unknown[] {
  const before = conditions.find((item) => textAt(item, 'type') === condition.type)
  const isSame = before !== undefined && textAt(before, 'status') === condition.status
  const lastTransitionTime = isSame ? textAt(before, 'lastTransitionTime') : timestamp(now)
  const { type, status, reason, message } = condition
  const next = present({ type, status, ...extra, lastTransitionTime, reason, message })
  return before === undefined ? [...conditions, next] : conditions.map((item) => (item === before ? next : item))
}

/** The list without that type. */
export function withoutCondition(conditions: readonly unknown[], type: string): readonly unknown[] {
  return conditions.filter((item) => textAt(item, 'type') !== type)
}

/** A condition read back, when it is complete. */
export function readCondition(value: unknown): Condition | undefined {
  if (!isMap(value)) return undefined
  const status = textAt(value, 'status')
  if (status !== 'True' && status !== 'False' && status !== 'Unknown') return undefined
  return { type: textAt(value, 'type'), status, reason: textAt(value, 'reason'), message: textAt(value, 'message') }
}
