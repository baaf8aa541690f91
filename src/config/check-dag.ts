import { didYouMean } from '../model/nearest.ts'
import type { Generation } from '../model/pipeline.ts'
import type { Problem } from '../model/problem.ts'
import { type DagUse, likelyJoiner, parseDag } from './dag.ts'
import { type Draft, mistake, pipelineEntry, spelledPath } from './draft.ts'
import { entryOf, placeWithin, type Tree, textOf, valueAt } from './tree.ts'

/** Everything wrong with the DAG text: empty steps, stages that do not exist, stages that stand twice. */
export function dagProblems(draft: Draft): readonly Problem[] {
  const found = pipelineEntry(draft, 'DAG')
  const text = textOf(found?.entry.value)
  if (found === undefined || text === undefined) return []
  const value = found.entry.value
  const dag = parseDag(text)
  const empty = dag.emptySteps.map((step) =>
    mistake({
      code: 'config/empty-step',
      message:
        dag.steps.length === 1 && text.trim() === '' ? 'the DAG is empty' : `step ${step} of the DAG has no stage`,
      hint: 'Write stages joined by >> and commas, such as: prepare >> train >> serve',
      place: value.place,
      path: found.path,
    }),
  )
  return [...empty, ...unknownStages(draft, dag.steps.flat(), value), ...repeated(dag.steps.flat(), value, found.path)]
}

/** The original blames a key `workflow` for stages that are missing; its generations keep that path. */
function unknownStages(draft: Draft, uses: readonly DagUse[], value: Tree): readonly Problem[] {
  const section = entryOf(draft.tree, 'pipeline')
  const spelled = spelledPath(section, 'pipeline')
  const isOld = draft.generation === '1.0' || draft.generation === '1.1'
  const path = draft.generation === 'ini' ? 'workflow.DAG' : `${spelled}.${isOld ? 'workflow' : 'DAG'}`
  const names = usableStages(draft)
  const configured = valueAt(draft.tree, 'stages')
  const seen = new Set<string>()
  return uses
    .filter(({ name }) => !names.has(name) && !seen.has(name) && seen.add(name))
    .map(({ name, offset }) => {
      const isUnusable = entryOf(configured, name) !== undefined
      return mistake({
        code: isUnusable ? 'config/unusable-stage' : 'config/unknown-stage',
        message: isUnusable
          ? `the DAG names the stage "${shown(name)}", which is neither a batch nor a service stage`
          : `the DAG names the stage "${shown(name)}", which is not defined`,
        hint: isUnusable ? undefined : unknownHint(name, [...names], draft.generation),
        place: placeWithin(value, offset),
        path,
      })
    })
}

function unknownHint(name: string, names: readonly string[], generation: Generation): string {
  const joiner = likelyJoiner(name)
  if (joiner !== undefined) return `Join stages with "${joiner}".`
  if (generation === 'ini') return didYouMean(name, names) ?? `Create ${shown(name)}/config.ini.`
  return didYouMean(name, names) ?? (names.length === 0 ? 'Define it under stages.' : `Defined: ${names.join(', ')}.`)
}

/** Stages that have a kind; in older generations those with none or two are as good as missing. */
function usableStages(draft: Draft): ReadonlySet<string> {
  const configured = valueAt(draft.tree, 'stages')
  if (configured?.kind !== 'map') return new Set()
  const usable = configured.entries.filter(({ value }) => {
    if (draft.generation === '2.0' || draft.generation === 'ini') return true
    if (value.kind !== 'map') return false
    return (entryOf(value, 'batch') === undefined) !== (entryOf(value, 'service') === undefined)
  })
  return new Set(usable.map(({ key }) => key))
}

function repeated(uses: readonly DagUse[], value: Tree, path: string): readonly Problem[] {
  const seen = new Set<string>()
  const again = uses.filter(({ name }) => seen.has(name) || !seen.add(name))
  return again.map(({ name, offset }) =>
    mistake({
      severity: 'warning',
      code: 'config/repeated-stage',
      message: `the stage "${shown(name)}" stands twice in the DAG; it runs once, where it first stands`,
      hint: 'Remove the second one, or define the stage again under another name.',
      place: placeWithin(value, offset),
      path,
    }),
  )
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 80)).slice(1, -1)
}
