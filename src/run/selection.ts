import { didYouMean } from '../model/nearest.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'
import type { Plan } from '../plan/plan.ts'

/** Which stages were asked for. */
export interface SelectionRequest {
  readonly only: readonly string[]
  /** This stage and everything behind it. */
  readonly from: readonly string[]
  readonly groups: readonly string[]
}

/** The names of the stages to run; undefined when all are. Names that do not exist are all told at once. */
export function selectedStages(plan: Plan, request: SelectionRequest): Result<ReadonlySet<string> | undefined> {
  const { only, from, groups } = request
  if (only.length + from.length + groups.length === 0) return ok(undefined)
  const names = plan.stages.map(({ stage }) => stage.name)
  const known = [...new Set(plan.stages.flatMap(({ stage }) => (stage.group === undefined ? [] : [stage.group])))]
  const problems = [
    ...[...only, ...from].filter((name) => !names.includes(name)).map((name) => unknown('stage', name, names)),
    ...groups.filter((group) => !known.includes(group)).map((group) => unknown('group', group, known)),
  ]
  if (problems.length > 0) return failed(...problems)
  const inGroups = plan.stages.filter(({ stage }) => stage.group !== undefined && groups.includes(stage.group))
  return ok(new Set([...only, ...behind(plan, from), ...inGroups.map(({ stage }) => stage.name)]))
}

function behind(plan: Plan, from: readonly string[]): ReadonlySet<string> {
  const found = new Set(from)
  for (let size = -1; size !== found.size; ) {
    size = found.size
    for (const { stage, needs } of plan.stages) if (needs.some((need) => found.has(need))) found.add(stage.name)
  }
  return found
}

function unknown(what: string, name: string, known: readonly string[]): Problem {
  return {
    severity: 'error',
    code: `input/unknown-${what}`,
    message: `there is no ${what} "${name}" in this pipeline`,
    hint: didYouMean(name, known) ?? (known.length === 0 ? `It has no ${what}s.` : `One of: ${known.join(', ')}.`),
  }
}
