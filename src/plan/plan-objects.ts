import type { KubeObject } from './objects.ts'
import type { Plan, PlannedStage } from './plan.ts'

/** The stages of a plan and its hooks. */
export function allStages(plan: Plan): readonly PlannedStage[] {
  const hooks = [plan.hooks.onFailure, plan.hooks.onSuccess, plan.hooks.always].filter((hook) => hook !== undefined)
  return [...new Set([...plan.stages, ...hooks])]
}

/** Everything that is applied when all stages run, in that order; a hook's Job waits for its occasion and is left out. */
export function appliedObjects(plan: Plan): readonly KubeObject[] {
  return [...plan.shared, ...plan.stages.flatMap(({ objects }) => objects)]
}
