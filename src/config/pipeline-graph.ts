import { parseDag, stepNames } from './dag.ts'
import { layersOf, type Needs, stepEdges } from './graph.ts'
import { textAt, textsAt, wordAt } from './read-tree.ts'
import type { StageTree } from './stage-trees.ts'
import { type Tree, valueAt } from './tree.ts'

/** Which stages run, and which needs which. */
export interface PipelineGraph {
  readonly needs: Needs
  readonly steps: readonly (readonly string[])[]
}

/** Keys of `pipeline` that name a stage to run at the end. */
export const hookKeys = ['on_failure', 'on_success', 'always'] as const

/**
 * Joins the DAG text with the `needs` of stages. Without a text, every stage runs that no hook or
 * `on_rollback` names; with one, its stages run and those that say what they need.
 */
export function pipelineGraph(tree: Tree, stages: readonly StageTree[]): PipelineGraph {
  const text = textAt(tree, 'pipeline', 'DAG')
  const steps = text === undefined ? [] : stepNames(parseDag(text)).filter((step) => step.length > 0)
  const needs = new Map(stepEdges(steps))
  const byName = new Map(stages.map((stage) => [stage.name, stage]))
  const onCall = text === undefined ? calledStages(tree, stages) : new Set<string>()
  const add = (name: string): void => {
    const stage = byName.get(name)
    const own = textsAt(stage?.tree, 'needs')
    needs.set(name, [...new Set([...(needs.get(name) ?? []), ...own])])
    for (const need of own) if (!needs.has(need) && byName.has(need)) add(need)
  }
  for (const { name, tree: stage } of stages) {
    const isNamed = text !== undefined && !needs.has(name)
    if (isNamed ? valueAt(stage, 'needs') !== undefined : !onCall.has(name)) add(name)
  }
  const listed = new Set(steps.flat())
  const isPlain = text !== undefined && [...needs.keys()].every((name) => listed.has(name))
  return { needs, steps: isPlain ? steps : layersOf(needs) }
}

/** Stages that run only when something else asks for them. */
function calledStages(tree: Tree, stages: readonly StageTree[]): ReadonlySet<string> {
  const section = valueAt(tree, 'pipeline')
  const names = [
    ...hookKeys.map((key) => wordAt(section, key)),
    ...stages.flatMap(({ tree: stage }) => [wordAt(stage, 'on_rollback')]),
  ]
  return new Set(names.filter((name) => name !== undefined))
}
