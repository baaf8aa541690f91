import { parsedJson } from '../model/json-text.ts'
import type { BatchStage, Json, Matrix } from '../model/pipeline.ts'
import { failed, ok, type Problem, type Result } from '../model/problem.ts'

/** The values one pod of a matrix runs with, by name. */
export type Combination = Readonly<Record<string, Json>>

/** The most combinations a matrix may have. */
export const mostCombinations = 256

/** Bytes of values that fit into a pod's environment with room to spare. */
const mostBytes = 96 * 1024

/** Every combination of a matrix in order: the product of its values without `exclude`, then `include`; none while it waits for an output. */
export function combinationsOf(matrix: Matrix): readonly Combination[] {
  if ('fromOutput' in matrix.values) return []
  const entries = Object.entries(matrix.values)
  const product = entries.reduce<readonly Combination[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    entries.length === 0 ? [] : [{}],
  )
  const kept = product.filter((row) => !matrix.exclude.some((rule) => fits(row, rule)))
  const more = matrix.include.filter((row) => !kept.some((known) => isSame(known, row)))
  return [...kept, ...more]
}

/** A matrix whose values came from an output: a JSON list of values or of combinations, or a map of lists. */
export function matrixFrom(matrix: Matrix, output: string): Result<Matrix> {
  const parsed = parsedJson(output)
  if (Array.isArray(parsed)) {
    const rows = parsed.map((item) => (isCombination(item) ? item : { value: item }))
    const kept = rows.filter((row) => !matrix.exclude.some((rule) => fits(row, rule)))
    return checked({ ...matrix, values: {}, include: [...kept, ...matrix.include] })
  }
  if (isCombination(parsed) && Object.values(parsed).every((values) => Array.isArray(values))) {
    const values = Object.fromEntries(
      Object.entries(parsed).map(([name, list]) => [name, Array.isArray(list) ? list : []]),
    )
    return checked({ ...matrix, values })
  }
  return failed(
    wrong('it is not a JSON list, nor a JSON map of lists', 'Write it as one line of JSON: folds=[1, 2, 3].'),
  )
}

/** What is wrong with a matrix whose values are known. */
export function matrixFault(matrix: Matrix): Problem | undefined {
  const result = checked(matrix)
  return result.ok ? undefined : result.problems[0]
}

function checked(matrix: Matrix): Result<Matrix> {
  const combinations = combinationsOf(matrix)
  if (combinations.length === 0)
    return failed(wrong('it has no combination', 'Leave the stage out by `if` when there is nothing to do.'))
  if (combinations.length > mostCombinations)
    return failed(wrong(`it has ${combinations.length} combinations; ${mostCombinations} is the most`))
  if (JSON.stringify(combinations).length > mostBytes)
    return failed(
      wrong(`its values are larger than ${mostBytes / 1024} KiB`, 'Give numbers or names, and look them up.'),
    )
  return ok(matrix)
}

function wrong(message: string, hint?: string): Problem {
  return { severity: 'error', code: 'plan/matrix', message, ...(hint === undefined ? {} : { hint }) }
}

function isCombination(value: Json | undefined): value is Combination {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function fits(row: Combination, rule: Combination): boolean {
  return Object.entries(rule).every(([name, value]) => JSON.stringify(row[name]) === JSON.stringify(value))
}

function isSame(a: Combination, b: Combination): boolean {
  return Object.keys(a).length === Object.keys(b).length && fits(a, b)
}

/** How many pods run one after the other at worst, on a cluster that has room for one at a time. */
export function turnsOf({ matrix }: BatchStage): number {
  if (matrix === undefined) return 1
  return 'fromOutput' in matrix.values ? mostCombinations : Math.max(1, combinationsOf(matrix).length)
}

/** A combination as people write it: `alpha=0.1, fold=3`. */
export function combinationText(combination: Combination): string {
  return Object.entries(combination)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
}

/** Fields of a Job that runs one pod for each combination: the pods differ in their index only. */
export function indexedFields(stage: BatchStage): object {
  const { matrix } = stage
  if (matrix === undefined) return { backoffLimit: 0, completions: 1, parallelism: 1 }
  const completions = Math.max(1, combinationsOf(matrix).length)
  return {
    completionMode: 'Indexed',
    completions,
    parallelism: Math.min(completions, matrix.maxParallel ?? completions),
    // With a limit for each index the others go on; with one for all the first failure ends the Job.
    ...(matrix.failFast ? { backoffLimit: 0 } : { backoffLimitPerIndex: 0, maxFailedIndexes: completions }),
  }
}

/** What tells each pod its values. */
export function matrixEnvironment(stage: BatchStage): Readonly<Record<string, string>> {
  return stage.matrix === undefined ? {} : { BODYWORK_MATRIX: JSON.stringify(combinationsOf(stage.matrix)) }
}
