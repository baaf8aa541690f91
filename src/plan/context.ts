import type { Pipeline, Stage } from '../model/pipeline.ts'
import type { Place, Problem } from '../model/problem.ts'
import type { PlanFacts } from './plan.ts'

/** What every builder of objects gets: the pipeline, and what is known about the commit and the run. */
export interface PlanContext {
  readonly pipeline: Pipeline
  readonly facts: PlanFacts
  /** Name of the ConfigMap with the program for the containers: a hash that is made once for all stages. */
  readonly bootstrapMap?: string
}

/** The place of the first of these keys that the user's file has. */
export function placeOf(pipeline: Pipeline, ...paths: readonly string[]): Place | undefined {
  for (const path of paths) {
    const place = pipeline.places[path]
    if (place !== undefined) return place
  }
  return undefined
}

/** An error about one key of a stage, placed at the key or, failing that, at the stage. */
export function stageProblem(
  context: PlanContext,
  stage: Stage,
  problem: {
    readonly code: string
    readonly message: string
    readonly hint?: string | undefined
    readonly key: string
  },
): Problem {
  const path = `stages.${stage.name}.${problem.key}`
  return {
    severity: 'error',
    code: problem.code,
    message: problem.message,
    ...(problem.hint === undefined ? {} : { hint: problem.hint }),
    place: placeOf(context.pipeline, ...pathAndParents(path)) ?? stage.place,
    path,
  }
}

/** A path, then the same without its last part, and so on, down to the stage. */
function pathAndParents(path: string): readonly string[] {
  const parts = path.split('.')
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.')).slice(0, -1)
}
