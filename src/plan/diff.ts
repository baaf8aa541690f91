import { isMap, type KubeObject } from './objects.ts'

/** One field that differs; `before` or `after` is absent when the field is added or removed. */
export interface FieldChange {
  /** As people write it: `spec.template.spec.containers[name=bodywork].image`. */
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

/** How an object would change. */
export interface ObjectDiff {
  readonly change: 'created' | 'changed' | 'unchanged'
  readonly fields: readonly FieldChange[]
}

/** Fields that the server keeps for itself and that change without anybody's doing. */
const serverFields: ReadonlySet<string> = new Set([
  'status',
  'metadata.creationTimestamp',
  'metadata.generation',
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.selfLink',
  'metadata.uid',
])

const hidden = '(hidden)'

/** Field by field what applying would change: the live object against the answer of a server-side dry run. */
export function diffObjects(live: KubeObject | undefined, wanted: KubeObject): ObjectDiff {
  if (live === undefined) return { change: 'created', fields: [] }
  const fields = changesOf('', live, wanted)
  const shown = wanted.kind === 'Secret' ? fields.map(withoutValues) : fields
  return { change: fields.length > 0 ? 'changed' : 'unchanged', fields: shown }
}

function changesOf(path: string, before: unknown, after: unknown): readonly FieldChange[] {
  if (serverFields.has(path)) return []
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
    return keys.flatMap((key) => changesOf(joined(path, key), before[key], after[key]))
  }
  if (Array.isArray(before) && Array.isArray(after)) return listChanges(path, before, after)
  if (before === after) return []
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }]
}

/** Lists of named things are compared by name, so that one more at the front is one change and not many. */
function listChanges(path: string, before: readonly unknown[], after: readonly unknown[]): readonly FieldChange[] {
  const [old, fresh] = [byName(before), byName(after)]
  if (old !== undefined && fresh !== undefined) {
    const names = [...new Set([...old.keys(), ...fresh.keys()])]
    return names.flatMap((name) => changesOf(`${path}[name=${name}]`, old.get(name), fresh.get(name)))
  }
  const length = Math.max(before.length, after.length)
  return Array.from({ length }, (_, index) => changesOf(`${path}[${index}]`, before[index], after[index])).flat()
}

function byName(list: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const names = list.map((item) => (isMap(item) && typeof item['name'] === 'string' ? item['name'] : undefined))
  const known = names.filter((name) => name !== undefined)
  if (known.length !== list.length || new Set(known).size !== list.length) return undefined
  return new Map(known.map((name, index) => [name, list[index]]))
}

function joined(path: string, key: string): string {
  const step = /^[A-Za-z0-9_-]+$/.test(key) ? key : `["${key}"]`
  return path === '' ? step : step.startsWith('[') ? `${path}${step}` : `${path}.${step}`
}

function withoutValues(change: FieldChange): FieldChange {
  if (!/^(?:data|stringData)\b/.test(change.path)) return change
  return {
    path: change.path,
    ...('before' in change ? { before: hidden } : {}),
    ...('after' in change ? { after: hidden } : {}),
  }
}
