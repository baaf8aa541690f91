import type { FieldChange } from './diff.ts'

const runMarks = ['run', 'actor', 'link', 'version'].map((name) => `annotations["bodywork.dev/${name}"]`)
const volatile: readonly string[] = [
  ...['labels["bodywork.dev/run"]', ...runMarks].map((key) => `metadata.${key}`),
  'spec.template.metadata.annotations.last-updated',
]

/** True for a field that only says which run wrote the object, and so differs although nothing else does. */
export function isVolatile(change: FieldChange): boolean {
  return volatile.includes(change.path)
}
