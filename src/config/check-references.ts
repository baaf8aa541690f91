import { didYouMean } from '../model/nearest.ts'
import type { Problem } from '../model/problem.ts'
import { type Draft, mistake, pipelineEntry, stageEntry, undeployable } from './draft.ts'
import { findCycle } from './graph.ts'
import { hookKeys } from './pipeline-graph.ts'
import { type Tree, textOf, valueAt } from './tree.ts'

/** Every name of a stage or group that leads nowhere, and the first cycle of the graph. */
export function referenceProblems(draft: Draft): readonly Problem[] {
  const named = [
    ...hookKeys.flatMap((key) => reference(draft, pipelineEntry(draft, key), 'batch')),
    ...draft.stages.flatMap((stage) => [
      ...needsProblems(draft, stageEntry(stage, 'needs')),
      ...reference(draft, stageEntry(stage, 'on_rollback'), 'batch'),
      ...groupProblem(draft, stageEntry(stage, 'group')),
    ]),
  ]
  return [...named, ...cycleProblem(draft)]
}

type Found = ReturnType<typeof pipelineEntry>

/** A batch stage is wanted: a service never ends, so nothing could wait for it. */
function reference(draft: Draft, found: Found, kind: 'batch' | 'any'): readonly Problem[] {
  const name = textOf(found?.entry.value)
  if (found === undefined || name === undefined || name === '') return []
  return nameProblem(draft, { name, value: found.entry.value, path: found.path, kind })
}

function needsProblems(draft: Draft, found: Found): readonly Problem[] {
  if (found?.entry.value.kind !== 'list') return []
  return found.entry.value.items.flatMap((value, index) => {
    const name = textOf(value)
    return name === undefined ? [] : nameProblem(draft, { name, value, path: `${found.path}[${index}]`, kind: 'any' })
  })
}

function nameProblem(
  draft: Draft,
  at: { readonly name: string; readonly value: Tree; readonly path: string; readonly kind: 'batch' | 'any' },
): readonly Problem[] {
  const { name, value, path } = at
  const stages = valueAt(draft.tree, 'stages')
  const names = stages?.kind === 'map' ? stages.entries.map(({ key }) => key) : []
  if (!names.includes(name))
    return [
      mistake({
        code: 'config/unknown-stage',
        message: `${path} names the stage "${name.slice(0, 80)}", which is not defined`,
        hint: didYouMean(name, names),
        place: value.place,
        path,
      }),
    ]
  const stage = draft.stages.find((candidate) => candidate.name === name)
  if (at.kind === 'any' || stage === undefined || stage.kind === 'batch') return []
  return [
    mistake({
      severity: undeployable(draft),
      code: 'config/not-batch',
      message: `${path} names "${name}", which is a ${stage.kind} stage and never ends`,
      hint: 'Name a batch stage.',
      place: value.place,
      path,
    }),
  ]
}

function groupProblem(draft: Draft, found: Found): readonly Problem[] {
  const name = textOf(found?.entry.value)
  if (found === undefined || name === undefined) return []
  const groups = valueAt(draft.tree, 'pipeline', 'groups')
  const names = groups?.kind === 'map' ? groups.entries.map(({ key }) => key) : []
  if (names.includes(name)) return []
  return [
    mistake({
      code: 'config/unknown-group',
      message: `${found.path} names the group "${name.slice(0, 80)}", which is not defined`,
      hint: didYouMean(name, names) ?? `Define it: pipeline.groups.${name.slice(0, 40)}: 2`,
      place: found.entry.value.place,
      path: found.path,
    }),
  ]
}

function cycleProblem(draft: Draft): readonly Problem[] {
  const cycle = findCycle(draft.graph.needs)
  if (cycle === undefined) return []
  const inCycle = new Set(cycle)
  const stage = draft.stages.find(({ name, tree }) => inCycle.has(name) && valueAt(tree, 'needs') !== undefined)
  const found = stage === undefined ? pipelineEntry(draft, 'DAG') : stageEntry(stage, 'needs')
  const way = cycle.length > 13 ? [...cycle.slice(0, 6), '…', ...cycle.slice(-6)] : cycle
  return [
    mistake({
      code: 'config/cycle',
      message: `stages need each other in a circle: ${way.join(' needs ')}`,
      hint: 'Remove one of these needs.',
      place: found?.entry.place ?? draft.tree.place,
      path: found?.path ?? 'pipeline.DAG',
    }),
  ]
}
