import { ApiFault } from '../fault.ts'
import { memberText } from './field-set.ts'
import type { Manager } from './managers.ts'

/** A field that somebody else owns with another value. */
export interface FieldConflict {
  readonly manager: Manager
  readonly steps: readonly string[]
}

/** What the one who applies gets when others own the fields. */
export function conflictFault(conflicts: readonly FieldConflict[]): ApiFault {
  const causes = conflicts.map(({ manager, steps }) => ({
    reason: 'FieldManagerConflict',
    message: `conflict with ${managerText(manager)}`,
    field: memberText(steps),
  }))
  return new ApiFault(409, 'Conflict', `Apply failed with ${summary(conflicts)}`, { causes })
}

function summary(conflicts: readonly FieldConflict[]): string {
  const [first] = conflicts
  if (conflicts.length === 1 && first !== undefined)
    return `1 conflict: conflict with ${managerText(first.manager)}: ${memberText(first.steps)}`
  const byManager = Map.groupBy(conflicts, ({ manager }) => managerText(manager))
  const parts = [...byManager]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([manager, own]) => `conflicts with ${manager}:\n${own.map(({ steps }) => `- ${memberText(steps)}`).join('\n')}`,
    )
  return `${conflicts.length} conflicts: ${parts.join('\n')}`
}

function managerText({ name, operation, apiVersion, subresource, time }: Manager): string {
  const below = subresource === '' ? '' : ` with subresource ${JSON.stringify(subresource)}`
  const text = `${JSON.stringify(name)}${below}`
  if (operation === 'Apply') return text
  return time === '' ? `${text} using ${apiVersion}` : `${text} using ${apiVersion} at ${time}`
}
