import { didYouMean } from '../model/nearest.ts'
import { outputNamed, placeholdersIn } from '../model/placeholders.ts'
import type { Problem } from '../model/problem.ts'
import { otherOutput } from './check-expressions.ts'
import { type Draft, mistake } from './draft.ts'
import { matrixKeys } from './fold/fold-batch.ts'
import { wordAt } from './read-tree.ts'
import type { StageTree } from './stage-trees.ts'
import { entryOf, placeWithin, type Tree, valueAt } from './tree.ts'

/** Keys of a stage in whose texts `${outputs.STAGE.KEY}` and `${matrix.KEY}` are filled in. */
const filled = ['env', 'args', 'command', 'parameters'] as const

/** Every `${outputs.…}` and `${matrix.…}` that leads nowhere; other `${…}` belong to the programs. */
export function placeholderProblems(draft: Draft): readonly Problem[] {
  if (draft.generation !== '2.0') return []
  return draft.stages.flatMap((stage) =>
    filled.flatMap((key) => {
      const entry = entryOf(stage.tree, key)
      return entry === undefined ? [] : within(draft, stage, entry.value, entry.origin ?? `stages.${stage.name}.${key}`)
    }),
  )
}

function within(draft: Draft, stage: StageTree, value: Tree, path: string): readonly Problem[] {
  if (value.kind === 'list')
    return value.items.flatMap((item, index) => within(draft, stage, item, `${path}[${index}]`))
  if (value.kind === 'map')
    return value.entries.flatMap((entry) => within(draft, stage, entry.value, `${path}.${entry.key}`))
  if (typeof value.value !== 'string') return []
  return placeholdersIn(value.value).flatMap(({ name, offset }) => {
    if (name.startsWith('matrix.')) return matrixValue(stage, { name, offset, value, path })
    if (!name.startsWith('outputs.')) return []
    const output = outputNamed(name)
    const reference = { path: name.split('.'), offset: offset + 2 }
    const ownValue = output?.stage === stage.name
    if (!ownValue) return otherOutput(draft, stage, reference, { value, path })
    return [
      mistake({
        code: 'config/unknown-output',
        message: `${path}: the stage "${stage.name}" cannot be given what it writes itself`,
        place: placeWithin(value, offset),
        path,
      }),
    ]
  })
}

function matrixValue(
  stage: StageTree,
  at: { readonly name: string; readonly offset: number; readonly value: Tree; readonly path: string },
): readonly Problem[] {
  const matrix = valueAt(stage.tree, 'matrix')
  const key = at.name.slice('matrix.'.length)
  if (wordAt(matrix, 'from') !== undefined) return []
  const included = valueAt(matrix, 'include')
  const extra = included?.kind === 'list' ? included.items.flatMap(keysOf) : []
  const keys = [...keysOf(matrix).filter((name) => !matrixKeys.has(name)), ...extra]
  if (keys.includes(key)) return []
  return [
    mistake({
      code: 'config/unknown-matrix-value',
      message: `${at.path}: the matrix of stage "${stage.name}" has no "${key}"`,
      hint: didYouMean(key, keys) ?? 'Add it to the matrix.',
      place: placeWithin(at.value, at.offset),
      path: at.path,
    }),
  ]
}

function keysOf(tree: Tree | undefined): readonly string[] {
  return tree?.kind === 'map' ? tree.entries.map(({ key }) => key) : []
}
