import type { Generation } from '../model/pipeline.ts'
import type { Problem } from '../model/problem.ts'
import { formatBytes } from '../model/quantity.ts'
import { type Entry, entryOf, type MapTree, type ScalarTree, type Tree } from './tree.ts'

/** A configuration in the spelling of 2.0, whatever it was written in. */
export interface Modern {
  readonly tree: Tree
  /** A note for every old spelling in a 2.0 file. */
  readonly notes: readonly Problem[]
}

interface Renaming {
  readonly from: string
  /** New key, or the keys on the way to it; undefined when nothing reads it any more. */
  readonly to: readonly string[] | undefined
  readonly value?: (old: ScalarTree) => Tree
}

/** Old names of keys below `pipeline`. */
export const pipelineRenamings: readonly Renaming[] = [
  { from: 'docker_image', to: ['image'] },
  { from: 'run_on_failure', to: ['on_failure'] },
  { from: 'usage_stats', to: undefined },
]

/** Old names of keys of a stage. */
export const stageRenamings: readonly Renaming[] = [
  { from: 'executable_module_path', to: ['run'] },
  { from: 'cpu_request', to: ['resources', 'cpu'], value: asNumber },
  { from: 'memory_request_mb', to: ['resources', 'memory'], value: asMebibytes },
]

/** Old names of keys below `batch` and `service`. */
export const kindRenamings: Readonly<Record<'batch' | 'service', readonly Renaming[]>> = {
  batch: [{ from: 'max_completion_time_seconds', to: ['timeout'], value: asNumber }],
  service: [{ from: 'max_startup_time_seconds', to: ['startup_timeout'], value: asNumber }],
}

/** Rewrites a tree to the spelling of 2.0; keys remember the path they had. */
export function modernSpelling(root: Tree, generation: Generation): Modern {
  const notes: Problem[] = []
  const section = generation === '1.0' || generation === 'ini' ? 'project' : 'pipeline'
  const rewrite = new Rewriter(generation, notes)
  if (root.kind !== 'map') return { tree: root, notes }
  const entries = root.entries.map((entry) => {
    if (entry.key === section) {
      const value = rewrite.section(entry.value, pipelineRenamings, section, { defaults: rewrite.stage })
      return renamed({ ...entry, value }, 'pipeline', section)
    }
    return entry.key === 'stages' ? { ...entry, value: rewrite.stages(entry.value) } : entry
  })
  return { tree: { ...root, entries }, notes }
}

function renamed(entry: Entry, key: string, origin: string): Entry {
  return entry.key === key ? entry : { ...entry, key, origin: entry.origin ?? origin }
}

type Rewrite = (tree: Tree, path: string) => Tree

class Rewriter {
  readonly #generation: Generation
  readonly #notes: Problem[]

  constructor(generation: Generation, notes: Problem[]) {
    this.#generation = generation
    this.#notes = notes
  }

  stages(tree: Tree): Tree {
    if (tree.kind !== 'map') return tree
    return {
      ...tree,
      entries: tree.entries.map((entry) => ({ ...entry, value: this.stage(entry.value, `stages.${entry.key}`) })),
    }
  }

  readonly stage: Rewrite = (tree, path) => {
    const kind =
      (name: 'batch' | 'service'): Rewrite =>
      (inner, at) =>
        this.section(inner, kindRenamings[name], at, { retries: numberOnly, replicas: numberOnly, port: numberOnly })
    return this.section(tree, stageRenamings, path, { batch: kind('batch'), service: kind('service') })
  }

  section(
    tree: Tree,
    renamings: readonly Renaming[],
    path: string,
    inner: Readonly<Record<string, Rewrite>> = {},
  ): Tree {
    if (tree.kind !== 'map') return tree
    let result: MapTree = { ...tree, entries: [] }
    for (const entry of tree.entries) {
      const origin = `${path}.${entry.key}`
      const renaming = renamings.find((candidate) => candidate.from === entry.key)
      if (renaming === undefined) {
        const rewrite = inner[entry.key]
        const value = rewrite === undefined ? entry.value : rewrite(entry.value, origin)
        result = put(result, [entry.key], { ...entry, value })
        continue
      }
      this.#note(entry, renaming, origin)
      if (renaming.to === undefined) continue
      const value =
        entry.value.kind === 'scalar' && renaming.value !== undefined ? renaming.value(entry.value) : entry.value
      result = put(result, renaming.to, { ...entry, value, origin: entry.origin ?? origin })
    }
    return result
  }

  #note(entry: Entry, renaming: Renaming, path: string): void {
    if (this.#generation !== '2.0') return
    const now = renaming.to?.join('.')
    this.#notes.push({
      severity: 'note',
      code: 'config/old-spelling',
      message: now === undefined ? `${path} has no effect` : `${path} is an old spelling of ${now}`,
      hint: now === undefined ? 'Remove it.' : `Write ${now}.`,
      place: entry.place,
      path,
    })
  }
}

/** Puts an entry at a path of keys; of two spellings of one key, the later one counts. */
function put(tree: MapTree, path: readonly string[], entry: Entry): MapTree {
  const [key = '', ...rest] = path
  const there = entryOf(tree, key)
  const without = (replacement: Entry): MapTree => ({
    ...tree,
    entries:
      there === undefined
        ? [...tree.entries, replacement]
        : tree.entries.map((candidate) => (candidate === there ? replacement : candidate)),
  })
  if (rest.length === 0) return without(mergeInto(there, { ...entry, key }))
  const below: MapTree = there?.value.kind === 'map' ? there.value : { kind: 'map', place: entry.place, entries: [] }
  return without({ ...(there ?? entry), key, value: put(below, rest, entry) })
}

/** `resources` may already hold what `cpu_request` brought; both sides are kept. */
function mergeInto(there: Entry | undefined, entry: Entry): Entry {
  if (there === undefined || there.value.kind !== 'map' || entry.value.kind !== 'map') return entry
  const own = entry.value
  const kept = there.value.entries.filter((candidate) => entryOf(own, candidate.key) === undefined)
  return { ...entry, value: { ...own, entries: [...kept, ...own.entries] } }
}

/** Older generations take `true` as 1. */
function asNumber(old: ScalarTree): ScalarTree {
  return typeof old.value === 'boolean' ? { ...old, type: 'integer', value: Number(old.value) } : old
}

function numberOnly(tree: Tree): Tree {
  return tree.kind === 'scalar' ? asNumber(tree) : tree
}

function asMebibytes(old: ScalarTree): ScalarTree {
  const number = asNumber(old).value
  if (typeof number !== 'number' || !Number.isInteger(number)) return old
  const quantity = mebibytes(number)
  return { ...old, type: 'text', value: quantity, source: quantity }
}

/** Mebibytes as the quantity the rest of the program uses. */
export function mebibytes(number: number): string {
  return number === 0 ? '0' : formatBytes(BigInt(number) * 1024n * 1024n * 1000n)
}
