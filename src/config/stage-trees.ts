import { type Entry, entryOf, type MapTree, type Tree, valueAt } from './tree.ts'

/** What a stage will be. */
export type StageKind = 'batch' | 'service' | 'manifests' | 'helm'

/** A stage with the pipeline's defaults written in. */
export interface StageTree {
  readonly name: string
  readonly kind: StageKind
  readonly entry: Entry
  readonly tree: MapTree
}

/** Every stage of a tree in the spelling of 2.0; stages that are no maps are left out. */
export function stageTrees(root: Tree): readonly StageTree[] {
  const stages = valueAt(root, 'stages')
  if (stages?.kind !== 'map') return []
  const defaults = valueAt(root, 'pipeline', 'defaults')
  return stages.entries.flatMap((entry) => {
    if (entry.value.kind !== 'map') return []
    const kind = stageKind(entry.value)
    const tree = kind === 'batch' || kind === 'service' ? withDefaults(entry.value, defaults, kind) : entry.value
    return [{ name: entry.key, kind, entry, tree }]
  })
}

function stageKind(stage: MapTree): StageKind {
  return (['service', 'manifests', 'helm'] as const).find((kind) => entryOf(stage, kind) !== undefined) ?? 'batch'
}

const programs = ['run', 'command']

/** A stage's own keys win; maps are joined key by key, lists are taken whole. */
function withDefaults(stage: MapTree, defaults: Tree | undefined, kind: 'batch' | 'service'): MapTree {
  if (defaults?.kind !== 'map') return stage
  const other = kind === 'batch' ? 'service' : 'batch'
  const hasProgram = programs.some((key) => entryOf(stage, key) !== undefined)
  const given = defaults.entries.filter(({ key }) => key !== other && !(hasProgram && programs.includes(key)))
  return joined(stage, { ...defaults, entries: given }, 0)
}

function joined(own: MapTree, base: MapTree, depth: number): MapTree {
  const added = base.entries.filter((entry) => entryOf(own, entry.key) === undefined)
  const entries = own.entries.map((entry) => {
    const under = entryOf(base, entry.key)?.value
    const isJoined = depth < 3 && entry.value.kind === 'map' && under?.kind === 'map'
    return isJoined ? { ...entry, value: joined(entry.value, under, depth + 1) } : entry
  })
  return { ...own, entries: [...entries, ...added] }
}
