import type { FieldChange } from '../plan/diff.ts'
import type { ObjectRef } from '../run/events.ts'
import type { ObjectPreview, Preview } from '../run/preview.ts'
import { safeLine } from './safe-line.ts'

const signs = { created: '+', changed: '~', unchanged: '=' } as const

/** True when applying would change, remove or be refused anything. */
export function hasChanges(preview: Preview): boolean {
  const isQuiet = ({ diff, problems }: ObjectPreview) => diff.change === 'unchanged' && problems.length === 0
  return preview.pruned.length > 0 || !preview.objects.every(isQuiet)
}

/** What would change in the cluster, field by field; unchanged objects are only counted. */
export function previewLines(preview: Preview): readonly string[] {
  const shown = preview.objects.filter(({ diff, problems }) => diff.change !== 'unchanged' || problems.length > 0)
  const same = preview.objects.length - shown.length
  const lines = [
    ...shown.flatMap(objectLines),
    ...preview.pruned.map((ref) => `- ${refText(ref)} would be removed after success`),
    ...(same > 0 ? [`= ${same} unchanged`] : []),
  ]
  return lines.map((line) => safeLine(line, { keepColor: false }))
}

/** A heading, and what stands in the way with what to do; empty when nothing does. */
export function preflightLines({ preflight = [] }: Preview): readonly string[] {
  if (preflight.length === 0) return []
  const isStopped = preflight.some(({ severity }) => severity === 'error')
  return [
    isStopped ? 'A deployment would fail:' : 'What may get in the way:',
    ...preflight.map(({ severity, message, hint }) =>
      safeLine(`${severity}: ${message}${hint === undefined ? '' : ` (${hint})`}`, { keepColor: false }),
    ),
  ]
}

function objectLines({ ref, diff, problems }: ObjectPreview): readonly string[] {
  return [
    `${signs[diff.change]} ${refText(ref)}`,
    ...diff.fields.map((change) => `    ${changeText(change)}`),
    ...problems.map(({ message }) => `    ! refused: ${message}`),
  ]
}

function changeText({ path, ...values }: FieldChange): string {
  const before = 'before' in values ? shortJson(values.before) : undefined
  const after = 'after' in values ? shortJson(values.after) : undefined
  if (before === undefined) return `${path}: + ${after}`
  return after === undefined ? `${path}: - ${before}` : `${path}: ${before} -> ${after}`
}

function shortJson(value: unknown): string {
  const text = JSON.stringify(value) ?? ''
  return text.length <= 160 ? text : `${text.slice(0, 160)}…`
}

function refText(ref: ObjectRef): string {
  return `${ref.kind} ${ref.namespace === undefined ? '' : `${ref.namespace}/`}${ref.name}`
}
