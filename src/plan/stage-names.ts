import { isLabel, isServiceName, kubernetesName, labelValue } from '../model/names.ts'
import { activeStages, type Pipeline, type Stage } from '../model/pipeline.ts'
import type { Problem } from '../model/problem.ts'
import { type PlanContext, placeOf, stageProblem } from './context.ts'

/**
 * Name of a stage's objects, and so its host name. Generations before "1.1" put the project in front, and programs of
 * that time call their services by it.
 */
export function objectNameFor(pipeline: Pipeline, stage: Stage): string {
  const name = kubernetesName(stage.name)
  return hasProjectInNames(pipeline) ? `${kubernetesName(pipeline.name.toLowerCase())}--${name}` : name
}

/** Value of the `stage` label: what selectors of earlier releases hold, and a selector can never change. */
export function stageLabelFor(pipeline: Pipeline, stage: Stage): string {
  return hasProjectInNames(pipeline) && stage.kind === 'service'
    ? labelValue(stage.name)
    : labelValue(objectNameFor(pipeline, stage))
}

function hasProjectInNames(pipeline: Pipeline): boolean {
  return pipeline.generation === 'ini' || pipeline.generation === '1.0'
}

/** What is wrong with the names that objects would get. */
export function objectNameProblems(context: PlanContext): readonly Problem[] {
  const { pipeline } = context
  const problems: Problem[] = []
  const seen = new Map<string, string>()
  if (!isLabel(pipeline.namespace)) problems.push(badNamespace(pipeline))
  for (const stage of activeStages(pipeline)) {
    const name = objectNameFor(pipeline, stage)
    const other = seen.get(name)
    if (other !== undefined)
      problems.push(
        stageProblem(context, stage, {
          code: 'plan/name-collision',
          message: `stages "${other}" and "${stage.name}" would both be "${name}" in Kubernetes`,
          hint: 'Rename one of them.',
          key: 'name',
        }),
      )
    seen.set(name, stage.name)
    if (stage.kind === 'service' ? isServiceName(name) : isLabel(name)) continue
    const why =
      name.length > 63
        ? `(${name.length} characters, at most 63)`
        : stage.kind === 'service'
          ? '(a service needs lower-case letters, digits and hyphens, and a letter first)'
          : '(only lower-case letters, digits and hyphens)'
    problems.push(
      stageProblem(context, stage, {
        code: 'plan/bad-name',
        message: `stage "${stage.name}" would be named "${name}", which Kubernetes refuses ${why}`,
        hint: 'Rename the stage.',
        key: 'name',
      }),
    )
  }
  return problems
}

function badNamespace(pipeline: Pipeline): Problem {
  const place = placeOf(pipeline, 'pipeline.namespace', 'pipeline.name', 'project.name')
  return {
    severity: 'error',
    code: 'plan/bad-namespace',
    message: `"${pipeline.namespace}" cannot be a namespace (lower-case letters, digits and hyphens, at most 63)`,
    hint: 'Set pipeline.namespace.',
    ...(place === undefined ? {} : { place }),
    path: 'pipeline.namespace',
  }
}
