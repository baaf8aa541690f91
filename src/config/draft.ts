import type { Generation } from '../model/pipeline.ts'
import type { Place, Problem, Severity } from '../model/problem.ts'
import type { PipelineGraph } from './pipeline-graph.ts'
import type { StageTree } from './stage-trees.ts'
import { type Entry, entryOf, type Tree, valueAt } from './tree.ts'

/** A configuration on its way to a pipeline: in the spelling of 2.0, perhaps with mistakes. */
export interface Draft {
  readonly file: string
  readonly generation: Generation
  readonly isStrict: boolean
  /** True when it is about to be deployed: what Kubernetes would refuse is then an error in every generation. */
  readonly isForDeploy: boolean
  readonly tree: Tree
  readonly stages: readonly StageTree[]
  readonly graph: PipelineGraph
}

/** A mistake at an entry of the draft. */
export interface Mistake {
  readonly code: string
  readonly message: string
  readonly hint?: string | undefined
  readonly place: Place
  readonly path: string
  readonly severity?: Severity
}

/** The mistake as a problem; an error unless it says otherwise. */
export function mistake({ hint, severity = 'error', ...rest }: Mistake): Problem {
  return { severity, ...rest, ...(hint === undefined ? {} : { hint }) }
}

/** What Kubernetes would refuse: older files were always called valid then, so there it only warns. */
export function undeployable(draft: Draft): Severity {
  return draft.generation === '2.0' || draft.isStrict || draft.isForDeploy ? 'error' : 'warning'
}

/** The path of a key as the user spelt it. */
export function spelledPath(entry: Entry | undefined, path: string): string {
  return entry?.origin ?? path
}

/** An entry of the section `pipeline`, with its path. */
export function pipelineEntry(draft: Draft, key: string): { readonly entry: Entry; readonly path: string } | undefined {
  const entry = entryOf(valueAt(draft.tree, 'pipeline'), key)
  const section = entryOf(draft.tree, 'pipeline')?.origin ?? 'pipeline'
  return entry === undefined ? undefined : { entry, path: spelledPath(entry, `${section}.${key}`) }
}

/** An entry of a stage below that path of keys, with its own path. */
export function stageEntry(
  stage: StageTree,
  ...keys: readonly string[]
): { readonly entry: Entry; readonly path: string } | undefined {
  const above = valueAt(stage.tree, ...keys.slice(0, -1))
  const entry = entryOf(above, keys.at(-1) ?? '')
  return entry === undefined ? undefined : { entry, path: spelledPath(entry, `stages.${stage.name}.${keys.join('.')}`) }
}
