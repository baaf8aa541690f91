import type { Json } from '../model/pipeline.ts'

type Tree = { readonly [key: string]: Json }

/** Single values as a file of values has them, and those that only the command line of helm can say. */
export interface SetValues {
  readonly tree: Tree
  /** Keys with an index: a file could only replace the whole list. */
  readonly others: Readonly<Record<string, Json>>
}

/** Sorts single values by how helm can be given them; a file shows them to nobody, which a command line does. */
export function setValues(set: Readonly<Record<string, Json>>): SetValues {
  const entries = Object.entries(set).map(([key, value]) => ({ key, value, path: pathOf(key) }))
  const tree = entries.reduce<Tree>(
    (all, { path, value }) => (path === undefined ? all : withValue(all, path, value)),
    {},
  )
  const others = entries.filter(({ path }) => path === undefined).map(({ key, value }) => [key, value] as const)
  return { tree, others: Object.fromEntries(others) }
}

/** The parts of `a.b\\.c`; undefined for what is more than names and dots. */
function pathOf(key: string): readonly string[] | undefined {
  if (/(?<!\\)[[\]{},=]/.test(key)) return undefined
  const parts = key.split(/(?<!\\)\./).map((part) => part.replace(/\\(.)/g, '$1'))
  return parts.includes('') ? undefined : parts
}

function withValue(tree: Tree, [first = '', ...rest]: readonly string[], value: Json): Tree {
  if (rest.length === 0) return { ...tree, [first]: value }
  const under = Object.hasOwn(tree, first) ? tree[first] : undefined
  return { ...tree, [first]: withValue(isTree(under) ? under : {}, rest, value) }
}

function isTree(value: Json | undefined): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
