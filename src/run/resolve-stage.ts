import {
  type BatchStage,
  isPodStage,
  type Json,
  type Matrix,
  type Program,
  type ServiceStage,
  type Stage,
} from '../model/pipeline.ts'
import { outputNamed, outputsWanted, withOutputs } from '../model/placeholders.ts'
import { failed, type Problem, type Result } from '../model/problem.ts'
import { matrixFrom } from '../plan/matrix.ts'
import type { PlannedStage } from '../plan/plan.ts'
import { replanned } from '../plan/plan-for.ts'
import { isChart } from '../plan/release.ts'
import type { Failure } from './events.ts'
import { ownFailure } from './failure-from.ts'
import type { Resolving } from './resolving.ts'
import { givenTo } from './stage-artifacts.ts'

/** A stage with everything that was only known once earlier ones were done, or why it cannot be told. */
export type Resolved =
  | { readonly ok: true; readonly planned: PlannedStage }
  | { readonly ok: false; readonly failure: Failure }

/** Fills outputs of earlier stages into what a stage is given: its environment and arguments, or its manifests. */
export function resolveStage(engine: Resolving, before: PlannedStage): Resolved {
  const planned = withGiven(engine, before)
  const { stage } = planned
  const matrix = stage.kind === 'batch' ? dynamicMatrix(engine, stage) : undefined
  if (matrix?.ok === false) return { ok: false, failure: matrixFailure(stage, matrix.problems) }
  if (matrix !== undefined && stage.kind === 'batch') {
    const result = replanned(engine.plan, { ...stage, matrix: matrix.value })
    engine.resolved.set(stage.name, result)
    return filled(engine, result)
  }
  return filled(engine, planned)
}

/** The stage with what earlier ones kept for it. */
function withGiven(engine: Resolving, planned: PlannedStage): PlannedStage {
  const { stage } = planned
  const given = givenTo(engine, planned)
  if (given.length === 0 || !isPodStage(stage)) return planned
  const result = replanned(engine.plan, { ...stage, given })
  engine.resolved.set(stage.name, result)
  return result
}

/** The values of a matrix that an earlier stage wrote; undefined for one that was known before. */
function dynamicMatrix(engine: Resolving, { matrix }: BatchStage): Result<Matrix> | undefined {
  if (matrix === undefined || !('fromOutput' in matrix.values)) return undefined
  const fromOutput = String(matrix.values.fromOutput)
  const output = outputOf(engine, fromOutput)
  if (output !== undefined) return matrixFrom(matrix, output)
  return failed({ severity: 'error', code: 'plan/matrix', message: `${fromOutput} was never written` })
}

function matrixFailure(stage: Stage, problems: readonly Problem[]): Failure {
  const [problem] = problems
  return ownFailure('matrix', `the matrix of stage "${stage.name}" cannot be made: ${problem?.message}`, {
    ...(problem?.hint === undefined ? {} : { hint: problem.hint }),
  })
}

function filled(engine: Resolving, planned: PlannedStage): Resolved {
  const { stage } = planned
  const source = isPodStage(stage) ? [stage.env, stage.program] : [planned.objects, setOf(planned)]
  const wanted = [...new Set(outputsWanted(source))]
  if (wanted.length === 0) return { ok: true, planned }
  const values = new Map(wanted.map((name) => [name, outputOf(engine, name)]))
  const missing = wanted.filter((name) => values.get(name) === undefined)
  if (missing.length > 0)
    return {
      ok: false,
      failure: ownFailure(
        'output-missing',
        `stage "${stage.name}" needs ${missing.join(' and ')}, which nobody wrote`,
        {
          hint: 'Write it to $BODYWORK_OUTPUT as KEY=VALUE in the stage that should.',
        },
      ),
    }
  const find = (name: string): string => values.get(name) ?? ''
  const result = isPodStage(stage)
    ? replanned(engine.plan, resolvedPod(stage, find))
    : {
        ...planned,
        objects: planned.objects.map((object) => withOutputs(object, find)),
        ...filledRelease(planned, find),
      }
  engine.resolved.set(stage.name, result)
  return { ok: true, planned: result }
}

function setOf({ release }: PlannedStage): unknown {
  return release !== undefined && isChart(release.from) ? release.from.set : undefined
}

/** The files of a chart are helm's: only single values are filled in. */
function filledRelease({ release }: PlannedStage, find: (name: string) => string): Pick<PlannedStage, 'release'> {
  if (release === undefined || !isChart(release.from)) return release === undefined ? {} : { release }
  return { release: { ...release, from: { ...release.from, set: withOutputs(release.from.set, find) } } }
}

function outputOf(engine: Resolving, name: string): string | undefined {
  const output = outputNamed(name)
  return output === undefined ? undefined : engine.outputs.get(output.stage)?.[output.key]
}

function resolvedPod(stage: BatchStage | ServiceStage, find: (name: string) => string): BatchStage | ServiceStage {
  return { ...stage, env: withOutputs(stage.env, find), program: resolvedProgram(stage.program, find) }
}

function resolvedProgram(program: Program, find: (name: string) => string): Program {
  if (program.kind !== 'notebook') return withOutputs(program, find)
  return { ...withOutputs(program, find), parameters: parametersOf(program.parameters, find) }
}

/** A parameter that is only an output takes its meaning, so that a number arrives as a number. */
function parametersOf(
  parameters: Readonly<Record<string, Json>>,
  find: (name: string) => string,
): Readonly<Record<string, Json>> {
  const bare = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replace(/^\$\{(outputs\.[^}]+)\}$/, '$${=$1}') : value,
  ])
  return withOutputs(Object.fromEntries(bare), find)
}
