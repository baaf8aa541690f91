import { type Draft, isMap, set } from '../json.ts'

/** A set of field paths as a tree; `isMember` says whether the path up to here belongs to it. */
export interface FieldSet {
  isMember: boolean
  readonly below: Map<string, FieldSet>
}

/** An empty set. */
export function emptySet(): FieldSet {
  return { isMember: false, below: new Map() }
}

/** Whether nothing is in a set. */
export function isEmptySet(fields: FieldSet): boolean {
  return !fields.isMember && [...fields.below.values()].every(isEmptySet)
}

/** The set below a step, made when it is missing. */
export function stepInto(fields: FieldSet, step: string): FieldSet {
  const known = fields.below.get(step)
  if (known !== undefined) return known
  const made = emptySet()
  fields.below.set(step, made)
  return made
}

/** What is in either. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  const below = new Map(a.below)
  for (const [step, other] of b.below) {
    const mine = below.get(step)
    below.set(step, mine === undefined ? other : union(mine, other))
  }
  return { isMember: a.isMember || b.isMember, below }
}

/** What is in the first and not in the second. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  const below = new Map<string, FieldSet>()
  for (const [step, mine] of a.below) {
    const other = b.below.get(step)
    const rest = other === undefined ? mine : difference(mine, other)
    if (!isEmptySet(rest)) below.set(step, rest)
  }
  return { isMember: a.isMember && !b.isMember, below }
}

/** What is in both. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  const below = new Map<string, FieldSet>()
  for (const [step, mine] of a.below) {
    const other = b.below.get(step)
    if (other === undefined) continue
    const shared = intersection(mine, other)
    if (!isEmptySet(shared)) below.set(step, shared)
  }
  return { isMember: a.isMember && b.isMember, below }
}

/** The first without everything at or below the members of the second. */
export function withoutTrees(a: FieldSet, b: FieldSet): FieldSet {
  if (b.isMember && b.below.size === 0) return emptySet()
  const below = new Map<string, FieldSet>()
  for (const [step, mine] of a.below) {
    const other = b.below.get(step)
    const rest = other === undefined ? mine : withoutTrees(mine, other)
    if (!isEmptySet(rest)) below.set(step, rest)
  }
  return { isMember: a.isMember && !b.isMember, below }
}

/** Whether two sets hold the same paths. */
export function isSameSet(a: FieldSet, b: FieldSet): boolean {
  return isEmptySet(difference(a, b)) && isEmptySet(difference(b, a))
}

/** A set as `fieldsV1`. */
export function toFieldsV1(fields: FieldSet): Draft {
  const result: Draft = {}
  if (fields.isMember && fields.below.size > 0) result['.'] = {}
  for (const step of [...fields.below.keys()].sort()) {
    const below = fields.below.get(step)
    if (below !== undefined && !isEmptySet(below)) set(result, step, toFieldsV1(below))
  }
  return result
}

/** Reads `fieldsV1`. */
export function fromFieldsV1(value: unknown): FieldSet {
  const fields = emptySet()
  if (!isMap(value)) return fields
  for (const [step, below] of Object.entries(value)) {
    if (step === '.') fields.isMember = true
    else fields.below.set(step, leafOr(fromFieldsV1(below)))
  }
  return fields
}

function leafOr(fields: FieldSet): FieldSet {
  return fields.below.size === 0 ? { isMember: true, below: fields.below } : fields
}

/** The members of a set, each as its steps. */
export function membersOf(fields: FieldSet, prefix: readonly string[] = []): readonly (readonly string[])[] {
  const below = [...fields.below].flatMap(([step, part]) => membersOf(part, [...prefix, step]))
  return fields.isMember ? [prefix, ...below] : below
}

/** `.spec.containers[name="main"].image`. */
export function memberText(steps: readonly string[]): string {
  return steps.map(stepText).join('')
}

function stepText(step: string): string {
  const value = step.slice(2)
  if (step.startsWith('f:')) return `.${value}`
  if (step.startsWith('v:')) return `[=${value}]`
  const keys: unknown = JSON.parse(value)
  return `[${Object.entries(isMap(keys) ? keys : {})
    .map(([key, item]) => `${key}=${JSON.stringify(item)}`)
    .join(',')}]`
}
